package dev.wove.behaviour.harness

/**
 * Which rows of `conformance.md` have a test that passed, which wait for something that is not there yet, and which cannot
 * be said on the JVM. Each row is in one of the three, or the suite fails.
 *
 * A row is claimed by a cell of [Coverage], or by the beginning of a test's name: `AD21, AD22 takes a list of handles`. What
 * the dynamic form does (AD, AT) is claimed by name, once in Kotlin and once in Java.
 */
object Conformance {
    enum class Language { KOTLIN, JAVA }

    private val groups =
        mapOf(
            "C" to 20,
            "G" to 17,
            "R" to 12,
            "E" to 16,
            "M" to 26,
            "T" to 15,
            "L" to 13,
            "MG" to 20,
            "D" to 9,
            "W" to 15,
            "B" to 11,
            "BG" to 16,
            "CF" to 20,
            "X" to 40,
            "N" to 31,
            "A" to 23,
            "BA" to 22,
            "H" to 10,
            "AD" to 24,
            "AT" to 24,
        )

    private val waiting =
        mapOf(
            "environments under fire" to
                listOf("N24", "N25", "N26", "N27", "N29", "N31", "A18", "A19", "A20", "A23"),
            "adapters of engines" to rows("BA") + "N10",
        )

    private val impossible =
        mapOf(
            "BG15" to "to detach is a call of its own, Detached.start, which cannot be made in the foreground",
            "CF11" to "there was no earlier form of a configuration",
            "CF17" to "keys are flat, and there is no other form",
            "X30" to "the local environment calls the method and has no frames",
        )

    private val inBothLanguages = rows("AD") + rows("AT")

    private val oneLanguage =
        mapOf(
            "AD20" to (Language.KOTLIN to "such calls do not compile; the test in Java has a compiler at hand"),
            "AT20" to (Language.JAVA to "Java has no suspending code"),
            "AT21" to (Language.JAVA to "Java has no suspending code"),
        )

    private const val PASSED = "passed"
    private val ids = Regex("^(?:(?:[A-Z]{1,2}\\d{2}|rule-\\d+),? )+")
    private val id = Regex("[A-Z]{1,2}\\d{2}")

    private fun rows(group: String) = (1..groups.getValue(group)).map { group + it.toString().padStart(2, '0') }

    /** A test of this name has passed. */
    fun passed(test: String, language: Language) {
        val claim = ids.find(test) ?: return
        id.findAll(claim.value).forEach { Claims.add(PASSED, it.value, language.name) }
    }

    /**
     * What is tested, and what is wrong with it.
     *
     * @param inCells the rows that ran in cells
     * @param elsewhere the rows that tests of other modules prove
     */
    fun report(inCells: Set<String>, elsewhere: Set<String>, claims: List<List<String>>): Pair<String, List<String>> {
        val languages =
            claims
                .filter { it[0] == PASSED }
                .groupBy({ it[1] }) { Language.valueOf(it[2]) }
        val claimed = languages.keys + elsewhere
        val all = groups.keys.flatMap { rows(it) }
        val tested = all.filter { it in inCells || it in claimed }
        val excused = waiting.values.flatten() + impossible.keys
        val wrong = ArrayList<String>()
        (all - tested.toSet() - excused.toSet()).forEach { wrong.add("$it has no test and waits for nothing") }
        (tested intersect excused.toSet()).forEach {
            wrong.add(
                "$it is said to wait or to be impossible, but is tested",
            )
        }
        ((inCells.filter { id.matches(it) } + claimed) - all.toSet())
            .forEach { wrong.add("$it is claimed, but there is no such row") }
        for (row in inBothLanguages) {
            for (language in Language.entries) {
                val reason = oneLanguage[row]?.takeIf { it.first == language }
                val has = language in languages[row].orEmpty()
                if (!has && reason == null) wrong.add("$row has no test in $language and no reason")
                if (has && reason != null) wrong.add("$row has a test in $language, and a reason why not")
            }
        }
        return text(all.size, tested) to wrong
    }

    private fun text(rows: Int, tested: List<String>) = buildString {
        append("Rows of conformance.md: $rows, tested ${tested.size}\n")
        for ((group, size) in groups) {
            val of = tested.filter { it.trimEnd { c -> c.isDigit() } == group }
            append("  ${group.padEnd(3)}${"${of.size} of $size".padEnd(10)}${of.joinToString(" ")}\n")
        }
        waiting.forEach { (need, ids) -> append("Waiting for $need, ${ids.size}: ${shortened(ids)}\n") }
        impossible.forEach { (row, why) -> append("Not to be said on the JVM: $row, $why\n") }
        oneLanguage.forEach { (row, reason) -> append("Not in ${reason.first}: $row, ${reason.second}\n") }
    }

    /** Whole groups by their first and last row. */
    private fun shortened(ids: List<String>): String {
        val byGroup = ids.groupBy { it.trimEnd { c -> c.isDigit() } }
        return byGroup.entries.joinToString(" ") { (group, of) ->
            if (of.size == groups[group]) "${of.first()}-${of.last()}" else of.joinToString(" ")
        }
    }
}
