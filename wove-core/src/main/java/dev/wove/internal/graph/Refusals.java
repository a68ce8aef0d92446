package dev.wove.internal.graph;

import dev.wove.PlanException;
import dev.wove.Task;
import dev.wove.internal.text.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a graph cannot be as it is declared: what, where, and how to fix it. */
public final class Refusals {
    private Refusals() {}

    /** The scope was used after its block, or on another thread than {@code who}, which runs the block. */
    static IllegalStateException misplaced(Graph graph, @Nullable Thread who, @Nullable String name) {
        var what = ": task(" + (name == null ? "" : '"' + Names.plain(name) + '"') + ").\n  ";
        if (who == null) {
            return new IllegalStateException("WeaveScope for '" + graph.name() + "' was used after its block returned"
                    + what + "Declare tasks inside the weave block; to start work later, run a new weave.");
        }
        return new IllegalStateException("WeaveScope for '" + graph.name() + "' was used by thread '"
                + Names.plain(Thread.currentThread().getName()) + "' while its block runs on '"
                + Names.plain(who.getName()) + "'" + what
                + "Declare tasks on the thread that runs the weave block; their bodies are what runs in parallel.");
    }

    /** Of which task, of which weave. */
    static String who(Graph graph, TaskNode<?> node) {
        return label(node) + " in " + graph.title();
    }

    /** Says that the body of {@code node} cannot run in {@code environment}. */
    public static PlanException staysHere(Graph graph, TaskNode<?> node, String environment) {
        return new PlanException(label(node) + " in " + graph.title() + " is to run in environment '" + environment
                + "', but its body is a lambda, which cannot leave this process.\n  Declare a method of an interface that"
                + " both sides know instead: remote(Reports::render, post).");
    }

    static PlanException notBlocking(Graph graph, TaskNode<?> node) {
        return new PlanException(label(node) + " in " + graph.title()
                + " has the option onCaller, but its body does not block.\n  Leave it out: such a body runs in the"
                + " caller's context anyway.");
    }

    static PlanException unmapped(Graph graph, TaskNode<?> node, String option) {
        return new PlanException(label(node) + " in " + graph.title() + " has the option " + option
                + ", but is not mapped over items.\n  Leave it out, or declare the task with each.");
    }

    /** Says of which task, to be declared next, an option cannot be. */
    public static PlanException badOption(Graph graph, @Nullable String name, PlanException problem) {
        var text = String.valueOf(problem.getMessage());
        var who = name == null ? "Task no. " + (graph.size() + 1) : "Task '" + Names.plain(name) + "'";
        return new PlanException(
                who + " in " + graph.title() + ": " + Character.toLowerCase(text.charAt(0)) + text.substring(1));
    }

    static PlanException foreignInput(Graph graph, TaskNode<?> node, Task<?> input) {
        return new PlanException(label(node) + " in " + graph.title() + " takes '" + input.name()
                + "' as an input, which is a task of another weave" + weaveOf(input)
                + ".\n  Pass its value in, or declare it as an input of the task that this weave runs in.");
    }

    static PlanException foreign(String who, Task<?> wanted, String instead) {
        return new PlanException(who + " '" + wanted.name() + "', which is a task of another weave" + weaveOf(wanted)
                + ".\n  " + instead);
    }

    static PlanException noItems(Graph graph, TaskNode<?> node, String input) {
        return new PlanException("Task '" + node.name() + "' in " + graph.title() + " is mapped over the input '"
                + input + "', which was given null.\n  Give it something with items, or an empty list.");
    }

    static PlanException cycle(Graph graph, List<String> names) {
        return new PlanException(graph.heading() + " has a dependency cycle: " + String.join(" -> ", names)
                + " (each needs the next).\n  Break it by removing one of these inputs, or compute the values in"
                + " one task.");
    }

    static PlanException duplicate(Graph graph, TaskNode<?> earlier, TaskNode<?> later) {
        return new PlanException("Two tasks in " + graph.title() + " have the name '" + later.name() + "': the "
                + ordinal(earlier.index + 1) + " and the " + ordinal(later.index + 1)
                + " declared.\n  Give one of them another name.");
    }

    private static String weaveOf(Task<?> task) {
        return task instanceof TaskNode<?> node ? " ('" + node.graph.name() + "')" : "";
    }

    private static String label(TaskNode<?> node) {
        return node.givenName == null ? "Task no. " + (node.index + 1) : "Task '" + node.name() + "'";
    }

    static String ordinal(int n) {
        int tens = n % 100;
        String end = tens >= 11 && tens <= 13
                ? "th"
                : switch (n % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
        return n + end;
    }
}
