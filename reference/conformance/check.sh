#!/bin/sh
# Makes the fixtures again and compares them, byte for byte, with those that are committed. Left out, with the
# reason, where the oracles are not installed in the versions that the fixtures name.
here=$(dirname "$0")
python=${PYTHON:-/usr/bin/python3}
ask='import sklearn, numpy, scipy
print(f"\"sklearn\":\"{sklearn.__version__}\",\"numpy\":\"{numpy.__version__}\",\"scipy\":\"{scipy.__version__}\"")'

if ! found=$("$python" -c "$ask" 2>/dev/null); then
  echo "conformance: left out, $python has no scikit-learn (Debian: apt install python3-sklearn)"
  exit 0
fi
if ! grep -q "$found" "$here/fixtures/mse.json"; then
  echo "conformance: left out, the fixtures are of other versions than $found"
  exit 0
fi

fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
"$python" "$here/make_fixtures.py" "$fresh" || exit 1
if diff -rq "$here/fixtures" "$fresh"; then
  echo "conformance: $(ls "$fresh" | wc -l) files of fixtures are the same, byte for byte"
else
  echo "conformance: these fixtures are not what the oracles say; $python $here/make_fixtures.py writes them anew"
  exit 1
fi
