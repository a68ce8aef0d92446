/** Frames as requests and answers of HTTP: the clients and the server of the JDK. */
@NullMarked
package dev.wove.remote.internal.http;

import org.jspecify.annotations.NullMarked;
