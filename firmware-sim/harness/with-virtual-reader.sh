#!/usr/bin/env bash
# Runs a command next to a PC/SC daemon with two virtual readers, in a network and mount namespace of its own.
#
#   with-virtual-reader.sh COMMAND [ARGUMENT…]
#
# Why namespaces: the virtual reader listens on every address of the machine and cannot be told otherwise; here there is
# only a loopback interface. And its two sends per APDU meet delayed acknowledgement, 44 ms each, unless the loopback route
# says `quickack`. Runs side by side do not see each other.
#
# In the command's environment: PERMIT_VPCD_PORT, the TCP port of the first slot (the second is one higher).
# Exit status: the command's own; 64 no command; 69 a needed program, or the right to make namespaces, is missing, or the
# daemon did not come up. Root needs nothing more; other users need unprivileged user namespaces.
set -u

EX_USAGE=64
EX_UNAVAILABLE=69
PORT=35963          # 8C7Bh, where vpcd listens by its own default
READY_TRIES=200     # times 50 ms

fail() { # status, line
  printf 'with-virtual-reader: %s\n' "$2" >&2
  exit "$1"
}

driver_library() {
  local folder
  for folder in /usr/lib/pcsc/drivers/serial /usr/lib64/pcsc/drivers/serial /usr/local/lib/pcsc/drivers/serial; do
    [ -e "$folder/libifdvpcd.so" ] && { printf '%s\n' "$folder/libifdvpcd.so"; return 0; }
  done
  return 1
}

check_programs() {
  local missing=() program
  for program in unshare ip mount pcscd awk mktemp; do
    command -v "$program" >/dev/null || missing+=("$program")
  done
  driver_library >/dev/null || missing+=("libifdvpcd.so")
  [ ${#missing[@]} -eq 0 ] || fail $EX_UNAVAILABLE \
    "missing: ${missing[*]} (Debian: apt-get install pcscd vsmartcard-vpcd iproute2 util-linux)"
}

# True as soon as the daemon answers on its socket. A connect is an answer: the daemon listens only when its readers are up.
daemon_answers() {
  [ -S /run/pcscd/pcscd.comm ] && listens_on "$PORT"
}

# Whether something listens on a TCP port of this namespace; read from the kernel's table so that no card slot is touched.
listens_on() {
  local hex
  hex=$(printf ':%04X' "$1")
  awk -v port="$hex" '$4 == "0A" && substr($2, length($2) - 4) == port { found = 1 } END { exit !found }' \
    /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

inside() {
  local scratch=$1
  shift
  ip link set lo up &&
    ip route replace local 127.0.0.1 dev lo table local proto kernel scope host src 127.0.0.1 quickack 1 ||
    fail $EX_UNAVAILABLE 'could not set up the loopback interface'
  if ! mkdir -p /run/pcscd 2>/dev/null; then
    # A user who is root only in this namespace may not write to /run: cover it with an empty one.
    mount -t tmpfs none /run && mkdir -p /run/pcscd || fail $EX_UNAVAILABLE 'could not mount /run'
  fi
  mount -t tmpfs none /run/pcscd || fail $EX_UNAVAILABLE 'could not mount /run/pcscd'

  mkdir "$scratch/reader.conf.d"
  cat >"$scratch/reader.conf.d/virtual-reader" <<CONF
FRIENDLYNAME "Virtual Reader"
DEVICENAME   /dev/null:$(printf '0x%04X' "$PORT")
LIBPATH      $(driver_library)
CHANNELID    $(printf '0x%04X' "$PORT")
CONF
  # The log tells APDUs, so it goes to the scratch folder and disappears with it.
  pcscd --foreground --config "$scratch/reader.conf.d" >"$scratch/pcscd.log" 2>&1 &
  local daemon=$!
  local tries=0
  until daemon_answers; do
    kill -0 "$daemon" 2>/dev/null || { tail -n 3 "$scratch/pcscd.log" >&2; fail $EX_UNAVAILABLE 'pcscd ended at once'; }
    tries=$((tries + 1))
    [ "$tries" -lt "$READY_TRIES" ] || { kill "$daemon"; fail $EX_UNAVAILABLE 'pcscd does not answer'; }
    sleep 0.05
  done

  local child='' status
  trap '[ -n "$child" ] && kill -TERM "$child" 2>/dev/null' TERM INT HUP
  PERMIT_VPCD_PORT=$PORT "$@" <&0 &
  child=$!
  # A trapped signal ends `wait` early: wait until the command itself is gone.
  while :; do
    wait "$child"
    status=$?
    kill -0 "$child" 2>/dev/null || break
  done
  # Only a daemon that is still ours: a test may have stopped it, and its number may be somebody else's by now.
  jobs -rp | grep -qx "$daemon" && kill "$daemon" 2>/dev/null
  wait "$daemon" 2>/dev/null
  exit "$status"
}

if [ "${1-}" = --inside-namespace ]; then
  shift
  inside "$@"
fi
[ $# -gt 0 ] || fail $EX_USAGE 'usage: with-virtual-reader.sh COMMAND [ARGUMENT…]'
check_programs

namespaces=(--net --mount)
[ "$(id -u)" -eq 0 ] || namespaces=(--map-root-user "${namespaces[@]}")
unshare "${namespaces[@]}" true 2>/dev/null || fail $EX_UNAVAILABLE \
  'this user may not make namespaces: run as root, or allow unprivileged user namespaces'

scratch=$(mktemp -d "${TMPDIR:-/tmp}/virtual-reader.XXXXXX") || fail $EX_UNAVAILABLE 'no temporary folder'
child=''
trap 'rm -rf "$scratch"' EXIT
trap '[ -n "$child" ] && kill -TERM "$child" 2>/dev/null' TERM INT HUP
unshare "${namespaces[@]}" bash "$0" --inside-namespace "$scratch" "$@" <&0 &
child=$!
while :; do
  wait "$child"
  status=$?
  kill -0 "$child" 2>/dev/null || break
done
exit "$status"
