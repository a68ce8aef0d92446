package dev.wove.benchmarks.growth;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;

/** Where something was measured. */
record Machine(String jdk, String collectors, int processors, long heapMegabytes) {
    static Machine here() {
        return new Machine(
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .map(GarbageCollectorMXBean::getName)
                        .collect(Collectors.joining(", ")),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20);
    }

    @Override
    public String toString() {
        return jdk + ", " + collectors + ", heap of " + heapMegabytes + " MB, " + processors + " processors";
    }
}
