/** What the module gives to services. */
@NullMarked
package dev.wove.remote.internal;

import org.jspecify.annotations.NullMarked;
