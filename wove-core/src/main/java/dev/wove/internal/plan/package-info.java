/** Plans, and how they are told: as text and as pictures. */
@NullMarked
package dev.wove.internal.plan;

import org.jspecify.annotations.NullMarked;
