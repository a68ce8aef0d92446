package dev.wove.internal.graph;

import dev.wove.Policy;
import dev.wove.Task;
import dev.wove.TaskInput;
import dev.wove.internal.limit.Pace;
import dev.wove.internal.record.RunNotes;
import org.jspecify.annotations.Nullable;

/** What only some tasks declare: options, a source of items, order-only inputs. Made anew for each run of a plan. */
public final class Declaration {
    static final TaskInput[] NOTHING = {};

    public final Policy policy;

    /** Where the bodies run; that of a node in a run may be set when the run begins. */
    public Place place;

    public final @Nullable Mapping mapping;
    public TaskInput[] after;

    /** Spaces the attempts of one run. */
    public final @Nullable Pace pace;

    public final RunNotes notes;

    Declaration(Policy policy, Place place, @Nullable Mapping mapping, TaskInput[] after) {
        this(policy, place, mapping, after, new RunNotes());
    }

    private Declaration(Policy policy, Place place, @Nullable Mapping mapping, TaskInput[] after, RunNotes notes) {
        this.policy = policy;
        this.place = place;
        this.mapping = mapping;
        this.after = after;
        this.pace = policy.perMinute() == null ? null : new Pace(policy.perMinute());
        this.notes = notes;
    }

    /** The same in another place and with another policy, before it runs. */
    public Declaration with(Place place, Policy policy) {
        return new Declaration(policy, place, mapping, after, notes);
    }

    /** What is left of this when its run has ended. */
    Declaration left(@Nullable Mapping leftMapping, TaskInput[] leftAfter) {
        return new Declaration(policy, place, leftMapping, leftAfter, notes.left(countGiven()));
    }

    /** How many items its source has, or -1 if that cannot be known without the run. */
    private int countGiven() {
        var count = mapping == null || mapping.source instanceof Task<?> ? null : mapping.knownCount();
        return count == null ? -1 : count;
    }

    /** The same for {@code node}, which is to run in the place of the one that this is of. */
    Declaration copyFor(TaskNode<?> node) {
        return new Declaration(policy, node.placeFor(policy), mapping, after);
    }
}
