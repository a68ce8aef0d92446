@file:JvmName("Batches")

package dev.wove.dsl

/**
 * At most [count] lists of one size, in order; the last may be shorter. As the size is rounded up, there may be fewer lists
 * than [count]: ten elements in six lists are five lists of two. None for no elements, whatever the count.
 *
 * [chunked] is told the size instead.
 *
 * @throws IllegalArgumentException if [count] is not positive and there are elements
 */
public fun <T> Collection<T>.batch(count: Int): List<List<T>> {
    if (isEmpty()) return emptyList()
    require(count > 0) {
        "The number of lists to batch into must be positive, but is $count.\n" +
            "  To say how long each list is to be, use chunked."
    }
    return chunked((size - 1) / count + 1)
}
