/** What Spring Boot sets up for weaves; see {@link dev.wove.spring.boot.WoveAutoConfiguration}. */
@NullMarked
package dev.wove.spring.boot;

import org.jspecify.annotations.NullMarked;
