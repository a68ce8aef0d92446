package working

import dev.wove.Do
import dev.wove.From
import dev.wove.Input
import dev.wove.OrNull
import dev.wove.Outcome
import dev.wove.Policy
import dev.wove.Settled
import dev.wove.Weave
import dev.wove.processor.Ran
import kotlinx.coroutines.yield
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

@JvmInline
value class Id(
    val number: Int,
)

/** Value classes in all places. */
class Values : Weave<UserId>() {
    @Do
    suspend fun name(@Input id: Id): UserId {
        yield()
        return UserId("u${id.number}")
    }

    @Do
    suspend fun wait(): Duration = 3.seconds

    @Do
    fun ids(): List<Id> = listOf(Id(1), Id(2))

    @Do(each = "ids")
    fun next(one: Id): Id = Id(one.number + 1)

    @Do
    fun none(): Id? = null

    @Do
    suspend fun last(
        name: UserId,
        wait: Duration,
        next: List<Id>,
        @OrNull none: Id?,
        @Settled @From("name") outcome: Outcome<UserId>,
    ): UserId = UserId("${name.id} $wait $next $none ${outcome.orNull()}")
}

/** Value classes only where Java can name them. */
class Generic : Weave<List<Id>>() {
    internal val limits: Policy = Policy.retries(1)

    @Do(policy = "limits")
    fun ids(): List<Id> {
        Ran.body()
        return listOf(Id(1))
    }

    @Do
    internal fun log() {
        Ran.body()
    }

    @Do
    suspend fun pause(log: Unit) {
        Ran.body()
        yield()
    }

    @Do
    fun all(
        ids: List<Id>,
        pause: Unit,
        @Settled @From("log") outcome: Outcome<Unit>,
    ): List<Id> {
        Ran.body()
        return ids + Id(if (outcome.orNull() == pause) 2 else 0)
    }
}

class Results : Weave<String>() {
    @Do
    fun good(): Result<Int> = Result.success(1)

    @Do
    fun all(good: Result<Int>): String = "$good"
}

class Steps : Weave<Int>() {
    @Do
    fun `step-1`(): Int = 1

    @Do
    fun `step-2`(@From("step-1") one: Int): Int = one + 1

    @Do
    internal fun `a$b`(@From("step-2") two: Int): Int = two + 1
}
