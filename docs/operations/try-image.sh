#!/usr/bin/env bash
# Tries what the Dockerfile promises where there is no Docker: a root file system with nothing but the .NET runtime, the
# libraries that it asks the loader for, certificates, time zones and the published app; there the app is started as a user
# without rights, asked whether it lives, and stopped. Needs root, curl and unshare.
#   dotnet publish src/KpiBoard.Web -c Release -r linux-x64 --no-self-contained -o app
#   docs/operations/try-image.sh app
set -euo pipefail
app=$(realpath "$1")
user=1654 # as in the image
port=5209
dotnet=$(dirname "$(realpath "$(command -v dotnet)")")
root=$(mktemp -d)
chmod 755 "$root"
process=
finish() {
  [ -z "$process" ] || kill -KILL "$process" 2>/dev/null || true
  umount -l "$root/proc" "$root/dev" 2>/dev/null || true
  rm -rf "$root" "$root.log"
}
trap finish EXIT

mkdir -p "$root"/{app,data,dev,etc,proc,tmp,usr/share/dotnet/shared}
cp -a "$app/." "$root/app"
cp -a "$dotnet/host" "$root/usr/share/dotnet"
for framework in Microsoft.NETCore.App Microsoft.AspNetCore.App; do
  mkdir -p "$root/usr/share/dotnet/shared/$framework"
  cp -a "$(find "$dotnet/shared/$framework" -maxdepth 1 -name '10.*' | sort -V | tail -1)" "$root/usr/share/dotnet/shared/$framework"
done
# What the loader needs, and what the runtime opens by name: ICU, OpenSSL.
{
  find "$root/app" "$root/usr/share/dotnet" -type f \( -name '*.so' -o -perm -u+x \) -exec ldd {} \; 2>/dev/null | grep -o '/[^ ]*'
  ldconfig -p | grep -E 'libicu(uc|i18n|data)|libssl|libcrypto' | grep -o '/[^ ]*$'
} | sort -u | while read -r library; do
  mkdir -p "$root$(dirname "$library")"
  cp -L "$library" "$root$library"
done
for folder in /etc/ssl/certs /usr/share/zoneinfo; do
  [ ! -d "$folder" ] || { mkdir -p "$root$folder" && cp -aL "$folder/." "$root$folder" 2>/dev/null || true; }
done
echo "app:x:$user:$user::/app:/sbin/nologin" > "$root/etc/passwd"
chown "$user" "$root/data"
chmod 1777 "$root/tmp"
mount --bind /proc "$root/proc"
mount --bind /dev "$root/dev"
touch "$root/began"

env -i Data__Folder=/data Logging__Console__FormatterName=json Database__Engine=sqlite \
  "$(command -v chroot)" --userspec="$user:$user" "$root" /app/KpiBoard.Web serve --urls "http://127.0.0.1:$port" > "$root.log" 2>&1 &
process=$!
for _ in $(seq 1 300); do
  curl -sf "http://127.0.0.1:$port/health/live" > "$root/tmp/live" && break
  kill -0 "$process" 2>/dev/null || break
  sleep 0.2
done
echo "alive: $(cat "$root/tmp/live" || true)"
echo "user: $(awk '/^Uid/ { print $2 }' "/proc/$process/status" 2>/dev/null || true)"
echo "page: $(curl -s -o /dev/null -w '%{http_code}' -H 'Accept-Language: da' "http://127.0.0.1:$port/sign-in")"
echo "written outside /data and /tmp: $(find "$root" -xdev -newer "$root/began" -type f -not -path "$root/data/*" -not -path "$root/tmp/*" -not -path "$root/proc/*" -not -path "$root/dev/*" | wc -l) files"
kill -TERM "$process" 2>/dev/null || { cat "$root.log"; exit 1; }
code=0
wait "$process" || code=$?
process=
echo "exit code after SIGTERM: $code"
[ -s "$root/tmp/live" ] || { cat "$root.log"; exit 1; }
exit "$code"
