#!/usr/bin/env bash
# Makes the small signed archive that the tests read: archive/ and key.gpg beside this script. The key is made anew and
# thrown away. Needs gpg and xz.
set -euo pipefail
cd "$(dirname "$0")"
rm -rf archive key.gpg
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
gpg --homedir "$home" --batch --quiet --passphrase '' --quick-generate-key 'Test archive <test@example.org>' ed25519 sign never
gpg --homedir "$home" --batch --quiet --export >key.gpg

# suite SUITE DATE EXTRA: signs what index/SUITE-ARCH holds.
suite() {
  local dir=archive/dists/$1 arch
  for arch in amd64 arm64; do
    mkdir -p "$dir/main/binary-$arch"
    if [ -f "index/$1-$arch" ]; then cp "index/$1-$arch" "$dir/main/binary-$arch/Packages"; else : >"$dir/main/binary-$arch/Packages"; fi
    xz -k "$dir/main/binary-$arch/Packages"
    rm "$dir/main/binary-$arch/Packages"
  done
  {
    printf 'Origin: Debian\nLabel: Test\nSuite: %s\nCodename: %s\nDate: %s\n' "$1" "$1" "$2"
    printf '%b' "$3"
    printf 'Architectures: amd64 arm64\nComponents: main\nSHA256:\n'
    (cd "$dir" && for f in main/*/Packages.xz; do printf ' %s %s %s\n' "$(sha256sum <"$f" | cut -d' ' -f1)" "$(stat -c %s "$f")" "$f"; done)
  } >"$dir/Release"
  gpg --homedir "$home" --batch --quiet --clearsign --output "$dir/InRelease" "$dir/Release"
  rm "$dir/Release"
}

suite stable 'Sat, 05 Apr 2025 10:00:00 UTC' ''
suite stable-security 'Sun, 06 Apr 2025 10:00:00 UTC' ''
suite stable-backports 'Sun, 06 Apr 2025 10:00:00 UTC' 'NotAutomatic: yes\nButAutomaticUpgrades: yes\n'
suite expired 'Sat, 05 Apr 2025 10:00:00 UTC' 'Valid-Until: Sat, 12 Apr 2025 10:00:00 UTC\n'
suite malformed 'Sat, 05 Apr 2025 10:00:00 UTC' ''
