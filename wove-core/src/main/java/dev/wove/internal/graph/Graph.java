package dev.wove.internal.graph;

import dev.wove.PlanException;
import dev.wove.Policy;
import dev.wove.Task;
import dev.wove.TaskInput;
import dev.wove.WeaveOptions;
import dev.wove.internal.config.Active;
import dev.wove.internal.config.Configured;
import dev.wove.internal.config.RealConfiguration;
import dev.wove.internal.environment.Environments;
import dev.wove.internal.pool.BodyPool;
import dev.wove.internal.text.Names;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one weave and the edges between them. Grows while the block declares, then {@link #seal} checks it and it
 * never changes again. Declared by one thread; sealed, it may be read by any.
 */
public final class Graph implements Configured {
    /** Decides which handles of other weaves bodies may read: those that the enclosing body may. */
    public interface Enclosing {
        boolean mayRead(Task<?> handle);

        /** The weave that the body is of. */
        Graph graph();
    }

    private final @Nullable String givenName;
    private final boolean isScope;
    private final WeaveOptions options;
    /** Set before anything is declared. */
    private @Nullable RealConfiguration configuration;

    private final @Nullable Enclosing enclosing;
    private NodeList nodes = new NodeList();
    private boolean hasRefs;
    /** Who may declare: the thread that runs the block, and nobody once that has returned. */
    private @Nullable Thread declaring = Thread.currentThread();

    private @Nullable NameTable names;

    /** The values that the tasks were given from outside, by name. */
    private Map<String, ? extends @Nullable Object> inputs = Map.of();

    /** What this and those that {@link #left} makes of it have in common; null until there is one. */
    private volatile @Nullable Object identity;

    private boolean namesDiffer;

    /** Whether edges are only drawn at the end, because tasks may still be replaced. */
    private boolean drawsEdgesLate;

    private boolean boundsChains;
    private boolean choosesPlaces;

    /** What it was declared by, if that is a class. */
    private @Nullable Class<?> weaveClass;

    public Graph(@Nullable String name, WeaveOptions options, @Nullable Enclosing enclosing) {
        this(
                name,
                false,
                options,
                Active.of(named(name), options, enclosing == null ? null : enclosing.graph()),
                enclosing);
    }

    private Graph(
            @Nullable String name,
            boolean isScope,
            WeaveOptions options,
            @Nullable RealConfiguration configuration,
            @Nullable Enclosing enclosing) {
        if (name != null && name.isBlank()) {
            throw NotNull.blank(
                    "The name of a " + (isScope ? "scope" : "weave"), "Give it one, for messages and threads.");
        }
        this.givenName = name;
        this.isScope = isScope;
        this.options = configuration == null ? options : configuration.options(named(name), options);
        this.configuration = configuration;
        this.enclosing = enclosing;
    }

    private static String named(@Nullable String given) {
        return given == null ? "weave" : given;
    }

    /** The graph of a scope, whose tasks are not declared but started. */
    public static Graph ofScope(@Nullable String name, WeaveOptions options, @Nullable Configured around) {
        var given = name == null ? "scope" : name;
        return new Graph(given, true, options, Active.of(given, options, around), null);
    }

    /** A graph of its own that messages speak of as of this one. */
    public Graph namesake(WeaveOptions options, @Nullable Enclosing enclosing) {
        var graph = new Graph(name(), isScope, options, null, enclosing);
        graph.configuration = configuration;
        return graph;
    }

    public String name() {
        return Names.plain(named(givenName));
    }

    public boolean isScope() {
        return isScope;
    }

    /** The class that has declared it, as a person has written that; null if it was a block. */
    public @Nullable Class<?> weaveClass() {
        return weaveClass;
    }

    public void declaredBy(Class<?> writtenClass) {
        weaveClass = writtenClass;
    }

    /** How messages speak of it: {@code weave 'page'}, or {@code scope 'page'}. */
    public String title() {
        return (isScope ? "scope '" : "weave '") + name() + "'";
    }

    /** The same at the beginning of a sentence. */
    public String heading() {
        return (isScope ? "Scope '" : "Weave '") + name() + "'";
    }

    public WeaveOptions options() {
        return options;
    }

    @Override
    public @Nullable RealConfiguration configuration() {
        return configuration;
    }

    /** Where its blocking bodies run. */
    public BodyPool pool() {
        return configuration == null ? BodyPool.DEFAULT : configuration.pool();
    }

    public int size() {
        return nodes.size();
    }

    public TaskNode<?> node(int index) {
        return nodes.get(index);
    }

    // Declaring

    /** The index of the task to be declared next; fails if the block has returned, and on another thread than its own. */
    public int nextIndex(@Nullable String name) {
        if (declaring != Thread.currentThread()) {
            throw Refusals.misplaced(this, declaring, name);
        }
        if (name != null && name.isBlank()) {
            throw NotNull.blank(
                    "The name of task no. " + (nodes.size() + 1) + " in " + title(),
                    "Give it one; no two tasks of a weave have the same.");
        }
        return nodes.size();
    }

    /** Adds a task. {@code inputs} is kept, not copied. */
    public void declare(
            TaskNode<?> node,
            @Nullable String name,
            TaskInput[] inputs,
            TaskInput[] after,
            Policy policy,
            @Nullable Mapping mapping) {
        node.givenName = name;
        nodes.addDeclared(node);
        node.inputs = inputs;
        enter(node, policy, mapping, after);
        if (!drawsEdgesLate) {
            drawEdges(node);
        }
    }

    /** Draws the edges from what {@code node} takes. */
    public void drawEdges(TaskNode<?> node) {
        hasRefs |= NewEdges.draw(this, enclosing, node);
    }

    /** Prepares a task of a run that grows. Such a run keeps its tasks and draws their edges itself. */
    public void prepare(TaskNode<?> node, @Nullable String name, TaskInput[] inputs, TaskInput[] after, Policy policy) {
        node.givenName = name;
        complete(node, inputs, after, policy, null);
    }

    /** A handle by name, also to a task declared later. */
    public <T extends @Nullable Object> TaskRef<T> ref(String name, @Nullable Class<?> type) {
        return new TaskRef<>(this, name, type);
    }

    // Declaring the tasks of a class, some of which are then replaced, or not wanted

    /** Adds a task whose inputs {@link #complete} will tell. From now on, edges are drawn by {@link #drawAllEdges}. */
    public void reserve(TaskNode<?> node, String name) {
        drawsEdgesLate = true;
        node.givenName = name;
        nodes.add(node);
    }

    /** Tells what the reserved {@code node} takes. */
    public void complete(
            TaskNode<?> node, TaskInput[] inputs, TaskInput[] after, Policy policy, @Nullable Mapping mapping) {
        node.inputs = inputs;
        enter(node, policy, mapping, after);
    }

    /** Where a policy enters a task, and with it the place of its bodies. */
    private void enter(TaskNode<?> node, Policy given, @Nullable Mapping mapping, TaskInput[] after) {
        var own = DeclaredOptions.resolved(this, node, given);
        var policy = withDefaults(own, mapping != null);
        if (mapping == null && after.length == 0 && policy == Policy.none()) {
            return;
        }
        DeclaredOptions.check(this, node, policy, mapping);
        boundsChains |= policy.maxPending() != null;
        var place = node.placeFor(policy);
        choosesPlaces |= place.isChosenByRun();
        // The environment that the run chooses comes between the two.
        node.declaration = new Declaration(place.isChosenByRun() ? own : policy, place, mapping, after);
    }

    /** {@code policy} over what the configuration has for such tasks. */
    public Policy withDefaults(Policy policy, boolean mapped) {
        return configuration == null ? policy : configuration.defaults(mapped).with(policy);
    }

    /** Puts {@code node} in the place and under the name of the one at its index. */
    public void replace(TaskNode<?> node) {
        node.givenName = nodes.get(node.index).givenName;
        nodes.set(node.index, node);
    }

    /** Tells that no two tasks have the same name, which has been checked. */
    public void namesDiffer() {
        namesDiffer = true;
    }

    /** The values that handles by name find where no task has the name. */
    public void inputs(Map<String, ? extends @Nullable Object> given) {
        inputs = given;
    }

    /** Leaves out every task that none of {@code wanted} needs. */
    public void keepOnly(List<? extends Task<?>> wanted) {
        nameAll();
        var kept = Edges.neededBy(wanted.stream()
                .map(task -> node(task, "What is to run of " + title() + " (only) names", "Name a task of the weave."))
                .toList());
        var all = nodes;
        nodes = new NodeList();
        for (var node : all) {
            if (kept.contains(node)) {
                node.index = nodes.size();
                nodes.add(node);
            }
        }
    }

    /** Draws the edges of all tasks, in the order declared. */
    public void drawAllEdges() {
        for (int i = 0; i < nodes.size(); i++) {
            drawEdges(nodes.get(i));
        }
        edgesDrawn();
    }

    /** The edges of all reserved tasks have been drawn: those that are declared from now on draw theirs. */
    public void edgesDrawn() {
        drawsEdgesLate = false;
    }

    // Checking

    /** Checks names, references, types by name, cycles and bounds, and ends declaring. Returns the task the weave returns. */
    public TaskNode<?> seal(@Nullable Task<?> returned) {
        declaring = null;
        try {
            return checked(returned);
        } catch (PlanException e) {
            GivenStreams.close(this, e);
            throw e;
        }
    }

    private TaskNode<?> checked(@Nullable Task<?> returned) {
        nameAll();
        if (hasRefs) {
            new References(this, inputs).resolve();
            var cycle = new Order(this).cycle();
            if (cycle != null) {
                throw Refusals.cycle(this, cycle);
            }
        }
        if (boundsChains) {
            BoundedChains.check(this);
        }
        return returnedNode(returned);
    }

    private void nameAll() {
        var table = new NameTable(nodes);
        names = table;
        var duplicate = namesDiffer && table.isSmall() ? null : table.firstDuplicate();
        if (duplicate != null) {
            var earlier = table.find(duplicate.name());
            assert earlier != null;
            throw Refusals.duplicate(this, earlier, duplicate);
        }
    }

    private TaskNode<?> returnedNode(@Nullable Task<?> returned) {
        return node(returned, "The block of " + title() + " returns", "Return a task that this block declares.");
    }

    /** The node that {@code wanted}, of which {@code who} speaks, stands for. */
    private TaskNode<?> node(@Nullable Task<?> wanted, String who, String instead) {
        if (wanted == null) {
            throw new PlanException(who + " null.\n  " + instead);
        }
        if (wanted instanceof TaskRef<?> ref && ref.isOf(this)) {
            var target = new References(this, inputs).resolve(ref, who, null);
            target.strictDependents++;
            return target;
        }
        if (wanted instanceof TaskNode<?> node && node.graph == this) {
            node.strictDependents++;
            return node;
        }
        throw Refusals.foreign(who, wanted, instead);
    }

    /** The items that the input {@code name} was given for {@code node}. */
    public Object itemsGiven(TaskNode<?> node, String name) {
        var items = inputs.get(name);
        if (items == null) {
            throw Refusals.noItems(this, node, name);
        }
        return items;
    }

    // Reading

    public @Nullable TaskNode<?> find(String name) {
        if (names == null) {
            return null;
        }
        var found = names.find(name);
        return found != null || name.indexOf('?') < 0 ? found : nodes.shownAs(name);
    }

    /** The task that {@code handle} stands for, or null if it is of another weave. */
    public @Nullable TaskNode<?> resolve(Task<?> handle) {
        if (handle instanceof TaskNode<?> node) {
            return node.graph == this ? node : isSame(node.graph) ? nodes.get(node.index) : null;
        }
        if (handle instanceof TaskRef<?> ref && ref.isOf(this)) {
            var target = ref.target != null ? ref.target : find(ref.name);
            return target == null || target.graph == this ? target : nodes.get(target.index);
        }
        return null;
    }

    boolean isSame(Graph other) {
        var id = identity;
        return this == other || id != null && id == other.identity;
    }

    /** What the weave was given for the input of that name, or null if it has none. */
    public @Nullable Given given(String name) {
        return inputs.containsKey(name) ? new Given(inputs.get(name)) : null;
    }

    /** The names of the inputs that the weave was given, sorted. */
    public List<String> inputNames() {
        return inputs.keySet().stream().sorted().toList();
    }

    /** Fails because no task has that name, and tells the nearest. */
    public NoSuchElementException unknown(String name) {
        return Names.unknown(name(), name, names());
    }

    /** The names of all tasks in the order declared; a view. */
    public List<String> names() {
        return nodes.names();
    }

    // Running

    /** Where its tasks can run elsewhere. */
    public Environments environments() {
        return configuration == null ? Environments.NONE : configuration.open();
    }

    /** Whether a run has to choose places for some of the bodies. */
    public boolean choosesPlaces() {
        return choosesPlaces;
    }

    /** The nodes of an inline weave: the declared ones themselves, since they run once. */
    public NodeList nodesToRunOnce() {
        return nodes;
    }

    /** Fresh copies of the declared nodes for one run of a plan. */
    public NodeList nodesToRunAgain() {
        return nodes.copies();
    }

    /**
     * What is left of a run of these tasks once it has ended, for who keeps that: {@code ran} without bodies, sources of items
     * and what the weave was given to run with. Handles of this graph are found in it.
     */
    public Graph left(NodeList ran) {
        var left = new Graph(givenName, isScope, WeaveOptions.none(), null, null);
        left.declaring = null;
        left.inputs = inputs;
        left.identity = shared();
        for (int i = 0; i < ran.size(); i++) {
            left.nodes.add(new EndedTask<>(left, ran.get(i), nodes.get(i).mapping()));
        }
        for (int i = 0; i < ran.size(); i++) {
            ran.get(i).leaveTo(left.nodes.get(i), this, left.nodes);
        }
        left.names = names == null ? null : names.over(left.nodes);
        return left;
    }

    private synchronized Object shared() {
        var known = identity;
        if (known == null) {
            known = new Object();
            identity = known;
        }
        return known;
    }
}
