package dev.wove.behaviour.harness

import java.util.TreeMap

/** Which case ran in which cell. Printed, and checked, when all tests have run. */
object Coverage {
    private class Row {
        val cells = HashMap<Cell, Int>()
        val reasons = HashMap<Cell, String>()
        val onceReasons = LinkedHashSet<String>()
        var once = 0
        var expectedOnce = 0
    }

    private val rows =
        TreeMap<String, Row>(compareBy<String> { it.substringBefore('-') }.thenBy { it.length }.thenBy { it })

    @Synchronized
    fun expect(id: String, cell: Cell, reason: String?) {
        val row = rows.getOrPut(id) { Row() }
        row.cells.putIfAbsent(cell, 0)
        if (reason != null) row.reasons[cell] = reason
    }

    @Synchronized
    fun ran(id: String, cell: Cell) {
        rows.getValue(id).cells.merge(cell, 1, Int::plus)
    }

    @Synchronized
    fun expectOnce(id: String, reason: String) {
        val row = rows.getOrPut(id) { Row() }
        row.onceReasons.add(reason)
        row.expectedOnce++
    }

    @Synchronized
    fun ranOnce(id: String) {
        rows.getValue(id).once++
    }

    /** The table, and below it what is wrong with it. */
    @Synchronized
    fun report(): Pair<String, List<String>> {
        val notes = LinkedHashMap<String, String>()

        fun note(reason: String) = notes.getOrPut(reason) { noteName(notes.size) }
        val wrong = ArrayList<String>()
        val text = StringBuilder("Cases by face; in each the kinds ")
        text.append(Kind.entries.joinToString("/") { it.label }).append(": how many tests ran, or why none (below).\n")
        text.append("case".padEnd(9)).append(Face.entries.joinToString("") { it.label.padEnd(WIDTH) }).append("once\n")
        for ((id, row) in rows) {
            text.append(id.padEnd(9))
            for (face in Face.entries) {
                val shown =
                    Kind.entries.joinToString("/") { kind ->
                        val cell = Cell(face, kind)
                        val count = row.cells[cell] ?: 0
                        val reason = row.reasons[cell]
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
            if (row.expectedOnce >
                0
            ) {
                text.append(row.once).append(' ').append(row.onceReasons.joinToString(" ") { note(it) })
            }
            text.append('\n')
            if (row.expectedOnce != row.once) wrong.add("$id: ${row.expectedOnce - row.once} tests did not pass")
        }
        notes.forEach { (reason, name) -> text.append("  ").append(name).append("  ").append(reason).append('\n') }
        val covered = rows.filterValues { row -> row.once > 0 || row.cells.values.any { it > 0 } }.keys
        val (summary, gaps) = Conformance.report(covered)
        text.append(summary)
        wrong.addAll(gaps)
        return text.toString() to wrong
    }

    private fun noteName(n: Int): String = if (n <
        LETTERS
    ) {
        "${'a' + n}"
    } else {
        "${'a' + n / LETTERS - 1}${'a' + n % LETTERS}"
    }

    private const val WIDTH = 15
    private const val LETTERS = 26
}
