package dev.wove.environment;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name by which both sides know an interface whose methods can run elsewhere, or one method of it. Without it the qualified
 * name of the type and the name of the method count, so that moving the type would part the sides.
 *
 * <pre>{@code
 * @Remote("reports")
 * interface Reports {
 *     Report render(Post post);                // "reports.render"
 *     @Remote("toc") List<Section> outline(Post post, Locale locale) throws NotFoundException;     // "reports.toc"
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Remote {
    /** Letters, digits, hyphens, underscores and dots. */
    String value();
}
