package dev.wove.internal.engine.items

import dev.wove.internal.engine.body.EngineTask
import dev.wove.internal.record.DurationHistogram
import dev.wove.internal.record.ItemLog
import dev.wove.trace.Ended

/** What is taken note of the items of [task], and told of them. */
internal class ItemNotes(
    private val task: EngineTask<*>,
) {
    private val run = task.run
    private val log = ItemLog()

    // Apart from what is read for each item: threads write it in turn.
    private val histogram = DurationHistogram()

    fun begin() {
        val notes = task.declaration!!.notes
        notes.itemDurations = histogram
        notes.itemLog = log
    }

    /** To be called before anybody can know that the item has ended. */
    fun ended(slot: ItemSlot, began: Long, now: Long, how: Ended, failure: Throwable?) {
        log.ended(slot.item, began, now, slot.attempt, how, failure, slot.remote)
        run.teller?.itemEnded(task, slot.item, began, now, how, failure)
    }

    fun record(durations: LongArray, count: Int) {
        if (count > 0) synchronized(histogram) { for (i in 0 until count) histogram.record(durations[i]) }
    }
}
