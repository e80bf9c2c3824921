#!/usr/bin/env bash
# Runs the owned mechanism's tests in an emulated arm64 JVM, beside native C, Python and JVM peers on the same semaphores.
#   test-on-arm64.sh [CPU...]     default: cortex-a72 (Raspberry Pi 4, LL/SC) and cortex-a76 (Raspberry Pi 5, LSE atomics)
# Shows constants, structure layouts, system calls and libraries of aarch64; not its memory ordering, which is the host's.
# Needs Debian, its package sources, gcc and python3; takes ten minutes for each processor and more. Not part of the build.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."

tests=${ARM64TESTS:-SemaphoreReaderTests,NamedSemaphoreTests,InteropTests,HolderFaultTests,StepTests,KillTests}
cpus=("$@")
((${#cpus[@]})) || cpus=(cortex-a72 cortex-a76)

mvn -q -B -DskipTests package -pl global-lock-core
failed=0
for cpu in "${cpus[@]}"; do
  echo "== $cpu"
  ARM64CPU=$cpu "$here/run-arm64.sh" bash -c 'java -version 2>&1 | head -n 1; java -XshowSettings:properties -version 2>&1 | grep os.arch'
  jvm=$(ARM64CPU=$cpu "$here/run-arm64.sh" bash -c 'echo "$JAVA_HOME/bin/java"')
  # The test JVM and its children are arm64; mvn, the C peer and python3 are the host's.
  ARM64CPU=$cpu mvn -B -ntp surefire:test -pl global-lock-core -Djvm="$jvm" -Dtest="$tests" -DforkedProcessExitTimeoutInSeconds=60 \
    -Dtest.forks=1 -Dsurefire.timeout=3600 -Dglobal-lock.test.kills="${ARM64KILLS:-20}" -Dglobal-lock.test.patience=300 -Dglobal-lock.test.require-peers=true 2>&1 \
    | grep --line-buffered -E 'Tests run:|kills|takeover|latenc|p50|violation|ERROR|BUILD' || failed=1
done
exit "$failed"
