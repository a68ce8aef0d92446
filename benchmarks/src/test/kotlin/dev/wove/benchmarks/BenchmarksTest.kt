package dev.wove.benchmarks

import io.kotest.core.spec.style.FunSpec
import io.kotest.engine.spec.tempfile
import io.kotest.matchers.doubles.shouldBeGreaterThan
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import tools.jackson.databind.json.JsonMapper
import java.io.PrintWriter
import java.io.StringWriter

class BenchmarksTest :
    FunSpec({
        val out = StringWriter()
        val err = StringWriter()

        fun run(vararg args: String): Int {
            out.buffer.setLength(0)
            err.buffer.setLength(0)
            return Benchmarks.run(PrintWriter(out), PrintWriter(err), *args)
        }

        test("measures a side and a peer in JVMs of their own") {
            // Other JMH runs on this machine must not fail the test; its figures mean nothing
            System.setProperty("jmh.ignoreLock", "true")
            val json = tempfile().toPath()
            val arguments = arrayOf("--quick", "--warm-up", "40", "--shape", "fan-in 1000 ", "--side", "^async$")
            run("bench", *arguments, "--json", json.toString()) shouldBe 0
            out.toString() shouldContain "fan-in 1000 on Default, per task"
            out.toString() shouldContain "A quick run shows; it decides no budget."
            val comparison = JsonMapper().readTree(json.toFile()).single()
            comparison["oursNs"].doubleValue() shouldBeGreaterThan 0.0
            comparison["oursBytes"].doubleValue() shouldBeGreaterThan 0.0
            comparison["peerBytes"].doubleValue() shouldBeGreaterThan 0.0
        }

        test("says so if no shape has that name") {
            run("bench", "--shape", "no such") shouldBe 1
            err.toString() shouldBe "No shape matches 'no such'. ./run bench --list lists them.\n"
        }

        test("lists shapes and sides") {
            run("bench", "--list", "--shape", "one does not|runTest") shouldBe 0
            out.toString() shouldBe "layered 10000 on runTest: Wove\nlayered 10000 on runTest: async\n"
        }
    })
