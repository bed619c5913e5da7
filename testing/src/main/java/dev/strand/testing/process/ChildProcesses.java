package dev.strand.testing.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All living children of this JVM: none may outlive it. */
final class ChildProcesses {
    private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> ALIVE.forEach(Process::destroyForcibly), "destroy-children"));
    }

    private ChildProcesses() {}

    static void destroyWithThisJvm(Process process) {
        ALIVE.removeIf(child -> !child.isAlive());
        ALIVE.add(process);
    }
}
