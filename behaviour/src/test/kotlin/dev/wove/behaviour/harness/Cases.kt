package dev.wove.behaviour.harness

import io.kotest.core.spec.style.FunSpec
import io.kotest.core.spec.style.funSpec
import io.kotest.core.spec.style.scopes.FunSpecContainerScope
import io.kotest.core.spec.style.scopes.FunSpecRootScope

/**
 * Cases that are written once and run in every cell.
 *
 * ```kotlin
 * class FailureTest : FunSpec({
 *     everyCell {
 *         case("E04 rule-5", "throws the first failure, the same instance") {
 *             val failure = IllegalStateException("x")
 *             shouldThrowAny { run { task("a") { throw failure } } } shouldBeSameInstanceAs failure
 *         }
 *     }
 *     case("G16", "a plan shows its edges", once = "reading a plan is the same for every body") { ... }
 * })
 * ```
 *
 * The first argument of `case` has the ids of `conformance.md`, and of the rules of the design as `rule-5`, that the case
 * covers. A case that cannot be written in a cell throws [NotExpressible] or is declared with `unless`.
 */
fun FunSpec.everyCell(
    faces: List<Face> = Face.entries,
    kinds: List<Kind> = Kind.entries,
    leftOut: String? = null,
    cases: CellCases.() -> Unit,
) {
    for (cell in allCells) {
        val chosen = cell.face in faces && cell.kind in kinds
        val reason = cell.reasonAgainst ?: if (chosen) null else requireNotNull(leftOut) { "say why with leftOut" }
        include("$cell:", funSpec { CellCases(this, cell, reason).cases() })
    }
}

/** All faces with all kinds, and what is remote once more over HTTP. */
internal val allCells: List<Cell> = Face.entries.flatMap(::cellsOf)

internal fun cellsOf(face: Face): List<Cell> =
    Kind.entries.map { Cell(face, it) } + Cell(face, Kind.REMOTE, overHttp = true)

/** Declares the cases of one cell. */
class CellCases(
    private val spec: FunSpecRootScope,
    val cell: Cell,
    private val reason: String?,
) {
    /** @param unless why a cell has to do without the case, or null */
    fun case(ids: String, text: String, unless: (Cell) -> String? = { null }, test: suspend Cell.() -> Unit) {
        val ids = ids.split(' ')
        val without = reason ?: unless(cell)
        ids.forEach { Coverage.expect(it, cell, without) }
        if (without != null) return
        spec.test("${ids.joinToString(" ")} $text") {
            try {
                if (cell.kind == Kind.REMOTE) Elsewhere.withWorkers(cell.overHttp) { cell.test() } else cell.test()
                ids.forEach { Coverage.ran(it, cell) }
            } catch (e: Throwable) {
                // It may have come through an assertion.
                val without = generateSequence(e) { it.cause }.firstOrNull { it is NotExpressible } ?: throw e
                ids.forEach { Coverage.expect(it, cell, without.message) }
            }
        }
    }
}

/** A case that is tested [once], and why that is enough. */
fun FunSpecRootScope.case(ids: String, text: String, once: String, test: suspend () -> Unit) {
    ids.split(' ').forEach { Coverage.expectOnce(it, once) }
    test("$ids $text") { ranOnce(ids, test) }
}

/** The same within a `context`. */
suspend fun FunSpecContainerScope.case(ids: String, text: String, once: String, test: suspend () -> Unit) {
    ids.split(' ').forEach { Coverage.expectOnce(it, once) }
    test("$ids $text") { ranOnce(ids, test) }
}

private suspend fun ranOnce(ids: String, test: suspend () -> Unit) {
    test()
    ids.split(' ').forEach { Coverage.ranOnce(it) }
}
