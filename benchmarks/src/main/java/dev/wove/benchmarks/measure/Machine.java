package dev.wove.benchmarks.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Where and with what something was measured. */
public final class Machine {
    private static final Path CPUS = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** In one line: processor, system, JDK. */
    public static String describe() throws IOException {
        var bean = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return "%s, %d cores, %d GB, %s %s; JDK %s (%s)"
                .formatted(
                        processor(),
                        Runtime.getRuntime().availableProcessors(),
                        Math.round(bean.getTotalMemorySize() / 1e9),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.version(),
                        System.getProperty("java.vm.vendor"));
    }

    /** Wove and its peers, by name. */
    public static Map<String, String> versions() throws IOException {
        var properties = new Properties();
        try (var in = Machine.class.getResourceAsStream("versions.properties")) {
            properties.load(in);
        }
        var versions = new TreeMap<String, String>();
        properties.forEach((name, version) -> versions.put((String) name, (String) version));
        return versions;
    }

    /** Other systems than Linux do not tell which one it is. */
    private static String processor() throws IOException {
        if (!Files.isReadable(CPUS)) {
            return System.getProperty("os.arch");
        }
        try (var lines = Files.lines(CPUS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }
}
