package dev.wove.internal.graph;

import dev.wove.Policy;
import dev.wove.Task;
import dev.wove.TaskInput;
import dev.wove.TaskKind;
import dev.wove.internal.record.RunNotes;
import dev.wove.internal.record.TaskRecord;
import dev.wove.internal.text.Names;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A task of one graph: what was declared, and the state of its one run, in one object, because a task must cost little.
 *
 * <p>What was declared is written by the declaring thread and only read afterwards. Of the run, {@link #state} and
 * {@link #pending} are shared between threads; the times are written by whoever runs the task, before it ends.
 */
public abstract class TaskNode<T extends @Nullable Object> implements Task<T> {
    /** The state of a task whose value is null. */
    public static final Object NULL = new Object();

    /** A link in the list of those who wait for a task: in a scope all, elsewhere those that have not declared it. */
    public abstract static class Waiter {
        final @Nullable Waiter next;

        protected Waiter(@Nullable Waiter next) {
            this.next = next;
        }

        public @Nullable Waiter next() {
            return next;
        }

        /** Called once, when the task has ended. */
        public abstract void ended();

        /** Whether nobody waits here any more. */
        public boolean hasLeft() {
            return false;
        }
    }

    /** Stands for those who waited for a task that had ended. */
    public static final Waiter ENDED = new Waiter(null) {
        @Override
        public void ended() {}
    };

    /** How tasks without a name are called, before their number. */
    static final String UNNAMED = "task-";

    private static final VarHandle STATE;
    private static final VarHandle PENDING;
    private static final VarHandle RECORD;
    private static final TaskNode<?>[] NONE = {};

    static {
        try {
            var lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(TaskNode.class, "state", Object.class);
            PENDING = lookup.findVarHandle(TaskNode.class, "pending", int.class);
            RECORD = lookup.findVarHandle(TaskNode.class, "record", TaskRecord.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    public final Graph graph;
    /** The position in the graph. Final once the graph is sealed. */
    public int index;

    public final TaskKind kind;

    @Nullable
    String givenName;

    TaskInput[] inputs = Declaration.NOTHING;
    public @Nullable Declaration declaration;

    // Out-edges: two inline, because most tasks have no more.
    private @Nullable TaskNode<?> dependent0;
    private @Nullable TaskNode<?> dependent1;
    private TaskNode<?>[] moreDependents = NONE;
    private int dependentCount;
    /** How many dependents cannot do without this task's value. */
    int strictDependents;

    /** Null or a {@link Waiter} while the task has not ended; then its value, {@link #NULL} or an {@link Ending}. */
    private volatile @Nullable Object state;

    /** How many inputs have not ended; counted down by their ends. */
    private volatile int pending;

    public long startedAt;
    public long endedAt;
    private int readCursor;

    /** Null until there is something to take note of. */
    private volatile @Nullable TaskRecord record;

    protected TaskNode(Graph graph, int index, TaskKind kind) {
        this.graph = graph;
        this.index = index;
        this.kind = kind;
    }

    /** A task like this one that has not run, for another run of the same plan. Edges are copied by the graph. */
    protected abstract TaskNode<T> copy();

    /** Where its bodies run with {@code policy}. Without a policy, that is told by its kind alone. */
    protected abstract Place placeFor(Policy policy);

    /** The class of the task's value where the language tells, else null. For planning only. */
    public @Nullable Class<?> valueType() {
        return null;
    }

    // Declared

    /** Cleaned when somebody asks, as most names are never shown; it is found by the name as given. */
    @Override
    public final String name() {
        var name = givenName;
        return name != null ? Names.plain(name) : UNNAMED + (index + 1);
    }

    public final void nameIfUnnamed(String name) {
        if (givenName == null) {
            givenName = name;
        }
    }

    public final TaskInput[] inputs() {
        return inputs;
    }

    /** Lets go of the inputs, so that a handle does not keep all that led to it. */
    public final void forgetInputs() {
        inputs = Declaration.NOTHING;
        var d = declaration;
        if (d != null) {
            d.after = Declaration.NOTHING;
        }
    }

    public final Policy policy() {
        var d = declaration;
        return d == null ? Policy.none() : d.policy;
    }

    /** Where its bodies run. */
    public final Place place() {
        var d = declaration;
        return d == null ? placeFor(Policy.none()) : d.place;
    }

    /** What the run keeps with a task that has options or items. */
    public final @Nullable RunNotes notes() {
        var d = declaration;
        return d == null ? null : d.notes;
    }

    /** The worker of the attempt {@code number} elsewhere; null if that is not known. */
    public final @Nullable String workerOf(int number) {
        var notes = notes();
        var remote = notes == null ? null : notes.remote(number);
        return remote == null ? null : remote.worker;
    }

    public final @Nullable Mapping mapping() {
        var d = declaration;
        return d == null ? null : d.mapping;
    }

    final void addDependent(TaskNode<?> node, boolean strict) {
        if (strict) {
            strictDependents++;
        }
        int count = dependentCount++;
        if (count == 0) {
            dependent0 = node;
        } else if (count == 1) {
            dependent1 = node;
        } else {
            if (count - 2 == moreDependents.length) {
                moreDependents = Arrays.copyOf(moreDependents, Math.max(4, moreDependents.length * 2));
            }
            moreDependents[count - 2] = node;
        }
    }

    public final int dependentCount() {
        return dependentCount;
    }

    public final TaskNode<?> dependent(int i) {
        var node = i == 0 ? dependent0 : i == 1 ? dependent1 : moreDependents[i - 2];
        assert node != null;
        return node;
    }

    /** Whether everyone who takes this task's value takes its failure as data. */
    public final boolean failureIsHandled() {
        return dependentCount > 0 && strictDependents == 0;
    }

    // Run

    /** Says how many inputs have to end first. */
    public final void expect(int inputCount) {
        pending = inputCount;
    }

    public final int pending() {
        return pending;
    }

    /** Counts one input down, each once; true if it was the last. */
    public final boolean inputEnded() {
        if (pending == 1) {
            // Nobody else is left to count.
            PENDING.setRelease(this, 0);
            return true;
        }
        return (int) PENDING.getAndAdd(this, -1) == 1;
    }

    public final @Nullable Object state() {
        return state;
    }

    public final boolean hasEnded() {
        var s = state;
        return s != null && !(s instanceof Waiter);
    }

    public final @Nullable Ending ending() {
        return state instanceof Ending e ? e : null;
    }

    /** Ends the task; returns who waits for it. Only the first end counts: {@link #ENDED} is returned to all others. */
    public final @Nullable Waiter end(@Nullable Object newState) {
        var end = newState == null ? NULL : newState;
        while (true) {
            var before = state;
            if (before != null && !(before instanceof Waiter)) {
                return ENDED;
            }
            if (STATE.compareAndSet(this, before, end)) {
                return (Waiter) before;
            }
        }
    }

    /** Adds a waiter that was made with {@code expected} as its next; false if the task has ended or another came first. */
    public final boolean addWaiter(@Nullable Waiter expected, Waiter waiter) {
        return STATE.compareAndSet(this, expected, waiter);
    }

    /** The first who waits, or null; only meaningful while the task has not ended. */
    public final @Nullable Waiter waiters() {
        return state instanceof Waiter w ? w : null;
    }

    /** The first from {@code waiter} on who has not left: those before it need not be kept. */
    public static @Nullable Waiter stillWaiting(@Nullable Waiter waiter) {
        var first = waiter;
        while (first != null && first.hasLeft()) {
            first = first.next;
        }
        return first;
    }

    /** Where to take note of what happens to this task. */
    public final TaskRecord record() {
        var known = record;
        if (known != null) {
            return known;
        }
        var made = new TaskRecord();
        var first = (TaskRecord) RECORD.compareAndExchange(this, null, made);
        return first == null ? made : first;
    }

    public final @Nullable TaskRecord recordIfAny() {
        return record;
    }

    /** The value of a task that has succeeded. */
    @SuppressWarnings("unchecked")
    public final T valueOf(Object ended) {
        return (T) (ended == NULL ? null : ended);
    }

    /**
     * Finds {@code handle} among the declared inputs. Bodies mostly read in the order declared, so the search goes on
     * from the last hit: a fan-in of thousands stays linear. A race on the cursor costs a longer search, nothing else.
     */
    public final @Nullable TaskInput findInput(Task<?> handle) {
        var declared = inputs;
        int n = declared.length;
        int start = readCursor;
        for (int k = 0; k < n; k++) {
            int i = start + k;
            if (i >= n) {
                i -= n;
            }
            var input = declared[i];
            if (input == handle || input instanceof TakenInput t && t.task() == handle) {
                readCursor = i + 1 >= n ? 0 : i + 1;
                return input;
            }
        }
        return null;
    }

    final void copyDeclarationTo(TaskNode<?> copy) {
        copy.givenName = givenName;
        copy.inputs = inputs;
        copy.declaration = declaration == null ? null : declaration.copyFor(copy);
        copy.strictDependents = strictDependents;
    }

    /** Has {@code ended} be what is left of this task of {@code declared}; {@code all} are what is left of all. */
    final void leaveTo(TaskNode<?> ended, Graph declared, NodeList all) {
        ended.givenName = givenName;
        ended.inputs = leftOf(inputs, declared, all);
        var d = declaration;
        if (d != null) {
            ended.declaration = d.left(leftOf(d.mapping, declared, all), leftOf(d.after, declared, all));
        }
        for (int i = 0; i < dependentCount; i++) {
            ended.addDependent(all.get(dependent(i).index), false);
        }
        ended.state = state;
        ended.startedAt = startedAt;
        ended.endedAt = endedAt;
        ended.record = record;
    }

    /** Those of weaves around are gone: nobody asks a result for them. */
    private static TaskInput[] leftOf(TaskInput[] inputs, Graph declared, NodeList all) {
        if (inputs.length == 0) {
            return inputs;
        }
        var left = new TaskInput[inputs.length];
        int count = 0;
        for (var input : inputs) {
            var task = declared.resolve(TakenInput.taskOf(input));
            if (task != null) {
                var node = all.get(task.index);
                left[count++] = input instanceof TakenInput taken ? new TakenInput(node, taken.mode()) : node;
            }
        }
        return count == left.length ? left : Arrays.copyOf(left, count);
    }

    private static @Nullable Mapping leftOf(@Nullable Mapping mapping, Graph declared, NodeList all) {
        if (mapping == null) {
            return null;
        }
        var source = mapping.source instanceof Task<?> task ? declared.resolve(task) : null;
        return new Mapping(source == null ? Mapping.GONE : all.get(source.index), mapping.keeps);
    }

    /** Puts dependents that were found late, through names, back into the order declared. */
    final void sortDependents() {
        if (dependentCount < 2) {
            return;
        }
        var all = new TaskNode<?>[dependentCount];
        for (int i = 0; i < all.length; i++) {
            all[i] = dependent(i);
        }
        Arrays.sort(all, (a, b) -> Integer.compare(a.index, b.index));
        int strict = strictDependents;
        dependentCount = 0;
        for (var node : all) {
            addDependent(node, false);
        }
        strictDependents = strict;
    }

    final void copyDependentsTo(TaskNode<?> copy, NodeList copies) {
        for (int i = 0; i < dependentCount; i++) {
            copy.addDependent(copies.get(dependent(i).index), false);
        }
    }

    @Override
    public String toString() {
        return "Task(" + name() + ")";
    }
}
