package dev.wove.behaviour.context

import dev.wove.behaviour.background.launchedProgram
import io.kotest.core.spec.style.FunSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import java.io.File

class ContextMatrixTest : FunSpec({
    test("every body works for its caller and for nobody if the caller does, whatever was left on its thread") {
        val matrix = ContextMatrix()
        matrix.run()
        matrix.faults.distinct().shouldBeEmpty()
        matrix.missing.shouldBeEmpty()
        matrix.unexpected.shouldBeEmpty()
        carriers.keys shouldBe setOf("MDC", "class loader", "registered thread-local", "trace")
    }

    test("so does every body where neither context-propagation nor OpenTelemetry is on the class path") {
        val classPath =
            System
                .getProperty("java.class.path")
                .split(File.pathSeparator)
                .filterNot { "context-propagation" in it || "opentelemetry" in it }
                .joinToString(File.pathSeparator)
        val program = Class.forName("dev.wove.behaviour.context.ContextMatrixKt")
        launchedProgram(program, classPath = classPath).use {
            it.exitCode() shouldBe 0
            // Of the log, nothing is wanted either.
            it.output().trim() shouldBe "${ContextMatrix().size} cells for each of MDC, class loader"
        }
    }
})
