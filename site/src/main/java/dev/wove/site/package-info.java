/** Makes the guide and the API of all published modules into one folder of pages. */
@NullMarked
package dev.wove.site;

import org.jspecify.annotations.NullMarked;
