package dev.wove.apicheck

import io.kotest.assertions.withClue
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import org.objectweb.asm.ClassReader
import java.io.File
import java.lang.module.ModuleDescriptor
import java.lang.module.ModuleFinder

/**
 * Compares module descriptors with what the classes use. Compilers do not: they compile on the class path, and the
 * descriptors afterwards.
 */
class ModulesSpec : FunSpec({
    val root = File(System.getProperty("project.root") ?: "..").canonicalFile
    val modules =
        root
            .listFiles()!!
            .filter { it.resolve(DESCRIPTOR).isFile }
            .map { Described(it.resolve(DESCRIPTOR).readText(), Classes(it.resolve("target/classes"))) }
    val homes =
        homesOfLibraries() + modules.flatMap { m -> m.classes.packages.map { it to Home(m.name, m::exportsTo) } }
    val passedOn = modules.associate { it.name to it.passesOn } + librariesPassOn()

    for (module in modules) {
        test("${module.name} exports its packages that are not internal, and what generated classes extend") {
            val public = module.classes.packages.filter { "internal" !in it.split('.') }
            val generated = listOf("dev.wove.internal.reuse").filter { it in module.classes.packages }
            module.exported.filterValues { it.isEmpty() }.keys shouldContainExactlyInAnyOrder public + generated
        }

        test("${module.name} requires and may read what its classes use") {
            val readable = module.requires.flatMap { closure(it, passedOn) }.toSet() + module.name + "java.base"
            val wrong =
                module.classes.used.mapNotNull { used ->
                    val home = homes[used] ?: return@mapNotNull null
                    when {
                        home.module !in readable -> "$used, but requires no ${home.module}"
                        !home.exportsTo(used, module.name) -> "$used, which ${home.module} does not export to it"
                        else -> null
                    }
                }
            withClue("${module.name} uses") { wrong.shouldBeEmpty() }
        }

        test("${module.name} exports packages that exist") {
            (module.exported.keys - module.classes.packages).shouldBeEmpty()
        }
    }
})

private const val DESCRIPTOR = "src/main/module/module-info.java"

private class Home(
    val module: String,
    val exportsTo: (String, String) -> Boolean,
)

private class Described(
    text: String,
    val classes: Classes,
) {
    val name = Regex("""module ([\w.]+) \{""").find(text)!!.groupValues[1]
    private val requiring = Regex("""requires (static )?(transitive )?([\w.]+);""").findAll(text).toList()
    val requires = requiring.map { it.groupValues[3] }
    val passesOn = requiring.filter { it.groupValues[2].isNotEmpty() }.map { it.groupValues[3] }

    /** Packages, with the modules that they are exported to; with none where that is everybody. */
    val exported =
        Regex("""exports ([\w.]+)(?:\s+to\s+([\w.,\s]+))?;""").findAll(text).associate { found ->
            found.groupValues[1] to found.groupValues[2].split(',').map(String::trim).filter(String::isNotEmpty)
        }

    fun exportsTo(name: String, module: String): Boolean =
        module == this.name || exported[name]?.let { it.isEmpty() || module in it } ?: false
}

private class Classes(
    folder: File,
) {
    private val files =
        folder.walkTopDown().filter { it.extension == "class" && it.name != "module-info.class" }.toList()
    val packages =
        files.map { it.parentFile.relativeTo(folder).invariantSeparatorsPath.replace('/', '.') }.toSet()
    val used = files.flatMap { packagesIn(ClassReader(it.readBytes())) }.toSet()

    init {
        check(files.isNotEmpty()) { "$folder has no classes: compile first" }
    }
}

/** The packages of the classes that a class file names in its code and signatures. */
private fun packagesIn(reader: ClassReader): Set<String> {
    val found = mutableSetOf<String>()
    val buffer = CharArray(reader.maxStringLength)
    for (i in 1 until reader.itemCount) {
        val offset = reader.getItem(i)
        if (offset == 0) continue
        when (reader.readByte(offset - 1)) {
            CLASS -> found += reader.readUTF8(offset, buffer)

            NAME_AND_TYPE -> IN_DESCRIPTOR.findAll(reader.readUTF8(offset + 2, buffer)).forEach {
                found +=
                    it.groupValues[1]
            }
        }
    }
    return found
        .filter {
            '/' in it && !it.startsWith(
                '[',
            )
        }.map { it.substringBeforeLast('/').replace('/', '.') }
        .toSet()
}

private const val CLASS = 7
private const val NAME_AND_TYPE = 12
private val IN_DESCRIPTOR = Regex("L([^;<]+)[;<]")

private fun libraries(): List<ModuleDescriptor> {
    val jars = System.getProperty("java.class.path").split(File.pathSeparator).filter { it.endsWith(".jar") }
    val found = jars.flatMap { jar ->
        runCatching { ModuleFinder.of(File(jar).toPath()).findAll() }.getOrDefault(emptySet())
    }
    return (found + ModuleFinder.ofSystem().findAll()).map { it.descriptor() }.filter {
        !it.name().startsWith(
            "dev.wove",
        )
    }
}

private fun homesOfLibraries(): Map<String, Home> =
    libraries().flatMap { library -> library.packages().map { it to Home(library.name()) { _, _ -> true } } }.toMap()

private fun librariesPassOn(): Map<String, List<String>> = libraries().associate { library ->
    library.name() to
        library.requires().filter { ModuleDescriptor.Requires.Modifier.TRANSITIVE in it.modifiers() }.map {
            it
                .name()
        }
}

private fun closure(name: String, passedOn: Map<String, List<String>>): Set<String> =
    setOf(name) + passedOn[name].orEmpty().flatMap { closure(it, passedOn) }
