#!/bin/sh
# Ends what its parent started when the parent itself can't, also after kill -9: the parent holds
# the other end of our standard input, and the input ends when the parent does.
# Lines that it understands: `add PID`, `drop PID` (each PID leads a process group), `folder PATH`.

pids=''
folders=''

while read -r verb what; do
  case $verb in
    add) pids="$what $pids" ;;
    drop)
      kept=''
      for pid in $pids; do [ "$pid" = "$what" ] || kept="$kept $pid"; done
      pids=$kept
      ;;
    folder)
      folders="$folders$what
"
      ;;
  esac
done

for pid in $pids; do
  kill -TERM "$pid" 2>/dev/null || continue
  tenths=0
  while kill -0 "$pid" 2>/dev/null && [ "$tenths" -lt 100 ]; do
    sleep 0.1
    tenths=$((tenths + 1))
  done
  kill -KILL "-$pid" 2>/dev/null
done

printf '%s' "$folders" | while read -r folder; do
  case $folder in */jarnkoll-*) rm -rf "$folder" ;; esac
done
