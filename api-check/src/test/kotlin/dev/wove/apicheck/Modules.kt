package dev.wove.apicheck

import java.io.File
import java.net.URLClassLoader

object Modules {
    /** Those that are published. */
    val published =
        listOf(
            "wove-core",
            "wove-dsl",
            "wove-java-bridge",
            "wove-test",
            "wove-test-junit",
            "wove-test-kotest",
            "wove-processor",
            "wove-report",
            "wove-terminal",
            "wove-codec",
            "wove-detached",
            "wove-remote",
            "wove-micrometer",
            "wove-opentelemetry",
            "wove-spring-boot-autoconfigure",
            "wove-ktor",
        )

    /** Whether what is checked in is to be refreshed. */
    val update: Boolean = System.getProperty("api.update").let { it != null && it != "false" }

    fun root(): File = File(System.getProperty("project.root") ?: "..").canonicalFile

    /** Today's classes of all of them. */
    fun classes(root: File): List<File> = published.map { root.resolve("$it/target/classes") }
}

/** Loads Wove and the programs that use it from [path] alone, the first that has a class; all else as this test does. */
class WoveLoader(path: List<File>) : URLClassLoader(path.map { it.toURI().toURL() }.toTypedArray()) {
    override fun loadClass(name: String, resolve: Boolean): Class<*> = synchronized(getClassLoadingLock(name)) {
        if (!name.startsWith("dev.wove.")) return super.loadClass(name, resolve)
        findLoadedClass(name) ?: findClass(name)
    }

    /** What the program of the user tells when it is run. */
    @Suppress("UNCHECKED_CAST")
    fun run(program: String): List<String> {
        val thread = Thread.currentThread()
        val before = thread.contextClassLoader
        thread.contextClassLoader = this
        try {
            return loadClass(program).getMethod("run").invoke(null) as List<String>
        } finally {
            thread.contextClassLoader = before
        }
    }
}
