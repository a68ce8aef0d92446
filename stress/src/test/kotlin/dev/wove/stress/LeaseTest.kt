package dev.wove.stress

import dev.wove.internal.engine.body.Lease
import dev.wove.internal.engine.body.take
import dev.wove.internal.limit.Permits
import io.kotest.core.spec.style.FunSpec
import java.util.concurrent.atomic.AtomicInteger

class LeaseTest : FunSpec({
    isNotModelChecked("Lincheck 3.7 hangs, without a trace to show, on scenarios of one's own that take locks")

    // Each of the two nested weaves took a slot for the body, and the second waited for what the first held.
    holdsOnThreads(
        "a body whose nested weaves end at once while another wants its slots goes on, and gives them back",
        times = 5_000,
    ) {
        val first = Permits(1)
        val second = Permits(1)
        val lease = Lease.of(first, second)!!
        runHere { lease.take() }
        val nested = AtomicInteger(2)
        val others = AtomicInteger()

        fun nestedWeave() {
            lease.lend()
            start {
                lease.takeBack()
                if (nested.decrementAndGet() == 0) lease.end()
            }
        }
        together(
            { nestedWeave() },
            { nestedWeave() },
            {
                start {
                    first.take()
                    second.take()
                    others.incrementAndGet()
                    second.release()
                    first.release()
                }
            },
        )
        check(nested.get() == 0) { "$nested nested weaves wait for slots for good" }
        check(others.get() == 1) { "the other body has not run" }
        check(first.inUse() == 0 && second.inUse() == 0) { "${first.inUse()} and ${second.inUse()} are left" }
    }

    // The slots that were taken for a body after its end were nobody's to give back.
    holdsOnThreads(
        "a body that ends while something it has launched takes slots back leaves none taken",
        times = 5_000,
    ) {
        val permits = Permits(1)
        val lease = Lease.of(permits, null)!!
        runHere { lease.take() }
        together(
            {
                lease.lend()
                start { lease.takeBack() }
            },
            { lease.end() },
        )
        check(permits.inUse() == 0) { "${permits.inUse()} are left" }
    }
})
