package dev.wove.behaviour.harness

import java.util.TreeMap

/** Notes which case runs in which cell. */
object Coverage {
    fun expect(id: String, cell: Cell, reason: String?) = Claims.add("expect", id, cell.key, reason.orEmpty())

    fun ran(id: String, cell: Cell) = Claims.add("ran", id, cell.key)

    fun expectOnce(id: String, reason: String) = Claims.add("expect once", id, reason)

    fun ranOnce(id: String) = Claims.add("ran once", id)
}

private val Cell.key get() = "${face.name}/${kind.name}" + if (overHttp) "/HTTP" else ""

/** Which case ran in which cell, as [Coverage] has noted it. */
class CoverageReport(
    claims: List<List<String>>,
) {
    private class Row {
        val cells = HashMap<String, Int>()
        val reasons = HashMap<String, String>()
        val onceReasons = LinkedHashSet<String>()
        var once = 0
        var expectedOnce = 0
    }

    private val rows =
        TreeMap<String, Row>(compareBy<String> { it.substringBefore('-') }.thenBy { it.length }.thenBy { it })

    init {
        for (claim in claims) {
            fun row() = rows.getOrPut(claim[1]) { Row() }
            when (claim[0]) {
                "expect" -> {
                    row().cells.putIfAbsent(claim[2], 0)
                    if (claim[3].isNotEmpty()) row().reasons[claim[2]] = claim[3]
                }

                "ran" -> {
                    row().cells.merge(claim[2], 1, Int::plus)
                }

                "expect once" -> {
                    row().onceReasons.add(claim[2])
                    row().expectedOnce++
                }

                "ran once" -> {
                    row().once++
                }
            }
        }
    }

    /** The rows that ran anywhere. */
    val covered: Set<String> get() = rows.filterValues { row -> row.once > 0 || row.cells.values.any { it > 0 } }.keys

    /** The table, and below it what is wrong with it. */
    fun report(): Pair<String, List<String>> {
        val notes = LinkedHashMap<String, String>()

        fun note(reason: String) = notes.getOrPut(reason) { noteName(notes.size) }
        val wrong = ArrayList<String>()
        val text = StringBuilder("Cases by face; in each the kinds ")
        text
            .append(
                Kind.entries.joinToString("/") {
                    it.label
                },
            ).append("/over HTTP: how many tests ran, or why none (below).\n")
        text.append("case".padEnd(9)).append(Face.entries.joinToString("") { it.label.padEnd(WIDTH) }).append("once\n")
        for ((id, row) in rows) {
            text.append(id.padEnd(9))
            for (face in Face.entries) {
                val shown =
                    cellsOf(face).joinToString("/") { cell ->
                        val count = row.cells[cell.key] ?: 0
                        val reason = row.reasons[cell.key]
                        when {
                            count > 0 -> {
                                "$count"
                            }

                            reason != null -> {
                                note(reason)
                            }

                            row.cells.isEmpty() -> {
                                "."
                            }

                            else -> {
                                wrong.add("$id has no test and no reason in the cell $cell")
                                "?"
                            }
                        }
                    }
                text.append((if (row.cells.isEmpty()) "-" else shown).padEnd(WIDTH))
            }
            if (row.expectedOnce > 0) {
                text.append(row.once).append(' ').append(row.onceReasons.joinToString(" ") { note(it) })
            }
            text.append('\n')
            if (row.expectedOnce != row.once) wrong.add("$id: ${row.expectedOnce - row.once} tests did not pass")
        }
        notes.forEach { (reason, name) -> text.append("  ").append(name).append("  ").append(reason).append('\n') }
        return text.toString() to wrong
    }

    private fun noteName(n: Int): String =
        if (n < LETTERS) "${'a' + n}" else "${'a' + n / LETTERS - 1}${'a' + n % LETTERS}"

    private companion object {
        const val WIDTH = 18
        const val LETTERS = 26
    }
}
