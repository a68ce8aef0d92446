/** How plans and runs read as text and pictures. */
@NullMarked
package dev.wove.internal.text;

import org.jspecify.annotations.NullMarked;
