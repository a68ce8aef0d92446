package dev.wove.behaviour.harness

import java.lang.management.ManagementFactory
import javax.management.ObjectName

/** What `jcmd` answers for this JVM; [command] in the spelling of its MBean, as in `gcClassHistogram`. */
fun diagnose(command: String, vararg arguments: String): String {
    val commands = ObjectName("com.sun.management:type=DiagnosticCommand")
    val given = arrayOf<Any>(arguments)
    return ManagementFactory.getPlatformMBeanServer().invoke(commands, command, given, SIGNATURE) as String
}

private val SIGNATURE = arrayOf(Array<String>::class.java.name)

/** How many instances of a class are left after a garbage collection. */
fun aliveOf(type: String): Int {
    val line = diagnose("gcClassHistogram").lines().firstOrNull { it.endsWith(" $type") } ?: return 0
    return line.trim().split(Regex(" +"))[1].toInt()
}
