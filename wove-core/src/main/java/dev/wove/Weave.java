package dev.wove;

import org.jspecify.annotations.Nullable;

/**
 * A reusable weave: a class whose {@link Do} methods are tasks, wired by the names of their parameters.
 *
 * <pre>{@code
 * class PostPage extends Weave<Page> {
 *     @Do Post post(@Input int id) { ... }                             // an input of the weave is declared once
 *     @Do Author author(Post post) { ... }                             // every other parameter names a task or an input
 *     @Do(retries = 2, timeout = "2s") List<Comment> comments(Post post) { ... }
 *     @Do(each = "comments", workers = 8) Rating rating(Comment comment) { ... }    // the unmatched parameter is the item
 *     @Do Page page(Post post, Author author, List<Rating> rating) { ... }          // the last task makes the value
 * }
 *
 * Page page = Wove.weave(new PostPage(), given("id", 7));
 * }</pre>
 *
 * <h2>Tasks</h2>
 * The method's name is the task's name. A method may block, may be a {@code suspend} function, or may return a
 * {@link java.util.concurrent.CompletionStage}, which is waited for. The order is that of the source, superclass first. The
 * last task makes the value of the weave, whatever is added when it runs. Calling a method yourself just calls it.
 *
 * <h2>Overriding</h2>
 * A subclass overrides a task by overriding its method: without {@link Do} of its own it keeps name, place, options and
 * wiring. A run can override tasks inline.
 *
 * <h2>Checks</h2>
 * {@code wove-processor} reports mistakes as compiler errors. Without it, and in local and anonymous classes, they are
 * found when the class first runs, before any task starts; the class files must then have parameter names: {@code -parameters}
 * for javac, {@code -java-parameters} for Kotlin.
 *
 * <h2>Threads</h2>
 * Tasks of one run, and of several runs of one instance, call the methods of that instance at the same time. What they
 * share in fields must be safe for that; what is set at construction is visible to all.
 *
 * @param <R> the type of the value that the last declared task makes
 */
public abstract class Weave<R extends @Nullable Object> {
    /**
     * Stands for the map of all inputs, by name, where the name of a task or an input may stand:
     * {@code @From(Weave.INPUTS) Map<String, Object> all}, {@code @Do(each = Weave.INPUTS)}.
     */
    public static final String INPUTS = "*";
}
