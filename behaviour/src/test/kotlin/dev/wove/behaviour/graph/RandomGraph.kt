package dev.wove.behaviour.graph

import dev.wove.OnFailure
import dev.wove.WeaveOptions
import java.time.Duration
import kotlin.random.Random

enum class BodyKind { RETURNS, SUSPENDS, BLOCKS }

enum class EdgeMode { STRICT, AFTER, SETTLED, OR_NULL }

class RandomEdge(val to: Int, val mode: EdgeMode) {
    val isStrict get() = mode == EdgeMode.STRICT || mode == EdgeMode.AFTER
}

class RandomTask(
    val index: Int,
    val body: BodyKind,
    val inputs: List<RandomEdge>,
    val retries: Int,
    /** How many attempts of it fail before one succeeds. */
    val failingAttempts: Int,
    val delayMillis: Long,
    /** Whether it has a timeout, which it never exceeds but which makes each attempt stoppable alone. */
    val hasTimeout: Boolean,
) {
    val name = "t$index"
    val attempts get() = minOf(failingAttempts, retries) + 1
    val fails get() = failingAttempts > retries
}

/** What became of a task according to the rules alone. */
enum class Expected { SUCCEEDS, FAILS, IS_SKIPPED }

/** A graph made up from one seed, and what the rules say must become of it when everything independent goes on. */
class RandomGraph(
    val tasks: List<RandomTask>,
    /** Positions in an order in which inputs come first. */
    val order: List<Int>,
    val returned: Int,
    val onFailure: OnFailure,
    workers: Int?,
    maxBlocking: Int?,
) {
    val options: WeaveOptions = WeaveOptions
        .onFailure(onFailure)
        // Only a bug makes one stop, and then the log says what it waits for.
        .stallAfter(Duration.ofMinutes(1))
        .let { if (workers == null) it else it.workers(workers) }
        .let { if (maxBlocking == null) it else it.maxBlocking(maxBlocking) }

    val expected = HashMap<Int, Expected>()
    val values = HashMap<Int, Long>()

    /** For a skipped task, the failed tasks that it may be skipped because of. */
    val roots = HashMap<Int, Set<Int>>()

    init {
        for (i in order) {
            val task = tasks[i]
            val unmet = task.inputs.filter { it.isStrict && expected.getValue(it.to) != Expected.SUCCEEDS }
            expected[i] =
                when {
                    unmet.isNotEmpty() -> Expected.IS_SKIPPED
                    task.fails -> Expected.FAILS
                    else -> Expected.SUCCEEDS
                }
            roots[i] =
                if (unmet.isEmpty()) setOf(i) else unmet.flatMapTo(HashSet()) { roots.getValue(it.to) }
            if (expected[i] == Expected.SUCCEEDS) values[i] = valueOf(task) { values[it.to] }
        }
    }

    private val consumers: Map<Int, List<RandomEdge>> =
        tasks.flatMap { it.inputs }.groupBy { it.to }

    /** Failures that no consumer takes as data. */
    val unhandled: Set<Int> =
        tasks.filter { expected[it.index] == Expected.FAILS }.map { it.index }.filterTo(HashSet()) { failed ->
            val edges = consumers[failed].orEmpty()
            failed == returned || edges.isEmpty() || edges.any { it.isStrict }
        }

    fun named(expectation: Expected) = tasks.filter { expected[it.index] == expectation }.map { it.name }

    companion object {
        fun valueOf(task: RandomTask, read: (RandomEdge) -> Long?): Long {
            var sum = task.index.toLong()
            for (input in task.inputs) if (input.mode != EdgeMode.AFTER) sum = sum * 31 + (read(input) ?: -1)
            return sum
        }

        fun of(
            seed: Long,
            most: Int = 400,
            failing: Boolean = true,
            blocking: Boolean = true,
            onFailure: OnFailure? = null,
        ): RandomGraph {
            val random = Random(seed)
            val size = 1 + if (random.nextInt(4) == 0) random.nextInt(most) else random.nextInt(minOf(most, 40))
            val order = (0 until size).toMutableList()
            if (random.nextInt(3) == 0) order.shuffle(random)
            val shape = random.nextInt(6)
            val failureRate = if (failing && random.nextInt(3) != 0) random.nextInt(1, 12) else 0
            val retryRate = random.nextInt(30)
            val dataRate = if (random.nextBoolean()) random.nextInt(60) else 0
            val timeouts = random.nextBoolean()
            val kinds = BodyKind.entries.filter { blocking || it != BodyKind.BLOCKS }.shuffled(random)
            val some = kinds.take(1 + random.nextInt(kinds.size))
            val tasks = arrayOfNulls<RandomTask>(size)
            for ((position, index) in order.withIndex()) {
                val inputs = inputPositions(
                    shape,
                    position,
                    random,
                ).map { RandomEdge(order[it], mode(dataRate, random)) }
                val retries = if (random.nextInt(100) < retryRate) random.nextInt(1, 4) else 0
                val failsAtAll = random.nextInt(100) < failureRate
                tasks[index] =
                    RandomTask(
                        index,
                        some[random.nextInt(some.size)],
                        inputs,
                        retries,
                        failingAttempts = if (failsAtAll) {
                            retries + 1
                        } else if (retries >
                            0
                        ) {
                            random.nextInt(retries + 1)
                        } else {
                            0
                        },
                        delayMillis = random.nextLong(20),
                        hasTimeout = blocking && timeouts && random.nextInt(4) == 0,
                    )
            }
            return RandomGraph(
                tasks.map { it!! },
                order,
                random.nextInt(size),
                onFailure ?: if (random.nextBoolean()) OnFailure.CANCEL else OnFailure.CONTINUE,
                workers = if (random.nextInt(3) == 0) 1 + random.nextInt(4) else null,
                maxBlocking = if (random.nextInt(3) == 0) 1 + random.nextInt(4) else null,
            )
        }

        private fun mode(dataRate: Int, random: Random): EdgeMode = when {
            random.nextInt(100) < dataRate -> if (random.nextBoolean()) EdgeMode.SETTLED else EdgeMode.OR_NULL
            random.nextInt(10) == 0 -> EdgeMode.AFTER
            else -> EdgeMode.STRICT
        }

        private fun inputPositions(shape: Int, position: Int, random: Random): Collection<Int> = when {
            position == 0 -> {
                emptyList()
            }

            // a chain
            shape == 0 -> {
                listOf(position - 1)
            }

            // a fan-out
            shape == 1 -> {
                listOf(0)
            }

            // a fan-in at every fiftieth
            shape == 2 -> {
                if (position % 50 == 49) (position - 49 until position).toList() else emptyList()
            }

            // an in-tree, as far as it goes
            shape == 3 -> {
                listOf(position / 2, (position - 1) / 2).filter { it < position }.distinct()
            }

            // near neighbours, and anything at all
            else -> {
                val window = if (shape == 4) minOf(position, 8) else position
                (0 until random.nextInt(5)).map { position - 1 - random.nextInt(window) }.distinct()
            }
        }
    }
}
