package dev.wove.behaviour.context

import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.ConcurrentLinkedQueue
import kotlin.concurrent.thread

/** Where somebody looks for whom a thread works, and leaves it working for somebody else. */
internal enum class Place {
    FIRST,
    NEXT_TASK,
    NEXT_ITEM,
    NEXT_ATTEMPT,
    NEXT_WEAVE,
    CALLER_AFTERWARDS,
}

/** A kind of body, and a program that runs some of that kind, each of which calls the given function. */
internal class Kind(
    val name: String,
    /** The places that there are not, and why. */
    val without: Map<Place, String> = emptyMap(),
    val run: ((Place) -> Unit) -> Any?,
)

internal data class Cell(
    val kind: String,
    val callerHasOne: Boolean,
    val place: Place,
) {
    override fun toString() = "$kind, caller has ${if (callerHasOne) "a value" else "none"}, $place"
}

/**
 * Runs every kind of body for callers that carry something and for callers that carry nothing, all on the same threads.
 * Every body looks whether it works for its caller and then leaves its thread working for somebody else. Needs no test
 * framework, so that it can run where libraries are missing.
 */
internal class ContextMatrix(
    private val kinds: List<Kind> = everyKind(),
) {
    val faults = ConcurrentLinkedQueue<String>()
    private val seen: MutableSet<Cell> = ConcurrentHashMap.newKeySet()

    private val wanted =
        kinds.flatMap { kind ->
            listOf(true, false).flatMap { has ->
                (Place.entries - kind.without.keys).map { Cell(kind.name, has, it) }
            }
        }

    val size: Int get() = wanted.size
    val missing: List<Cell> get() = wanted.filter { it !in seen }
    val unexpected: List<Cell> get() = seen.filter { it !in wanted }

    fun run(times: Int = 2) {
        repeat(times) { round ->
            for (kind in kinds) {
                for (user in listOf("anni", null, "bert", null)) {
                    // A thread of its own, so that the caller's is as it is wanted.
                    thread(name = "caller") { asCaller(kind, user, round) }.join()
                }
            }
        }
    }

    private fun asCaller(kind: Kind, user: String?, round: Int) {
        workFor(user)
        for (first in listOf(Place.FIRST, Place.NEXT_WEAVE)) {
            try {
                kind.run { place -> visit(kind, user, if (place == Place.FIRST) first else place, round) }
            } catch (e: Throwable) {
                faults += "${kind.name} of a caller with $user: $e"
            }
            look(kind, user, Place.CALLER_AFTERWARDS)
        }
    }

    private fun visit(kind: Kind, user: String?, place: Place, round: Int) {
        look(kind, user, place)
        workFor("who was left by ${kind.name} of $user at $place in round $round")
    }

    private fun look(kind: Kind, user: String?, place: Place) {
        val cell = Cell(kind.name, user != null, place)
        seen += cell
        workingFor().filterValues { it != user }.forEach { (carrier, found) ->
            faults += "$cell: $carrier is $found, not $user"
        }
    }

    override fun toString(): String = (
        listOf("${wanted.size} cells for each of ${carriers.keys.joinToString(", ")}") +
            missing.map { "MISSING $it" } + unexpected.map { "UNEXPECTED $it" } + faults.distinct().map { "FAULT $it" }
    ).joinToString("\n")
}

/** The same without a test framework: prints the matrix. */
fun main() {
    println(ContextMatrix().apply { run() })
}
