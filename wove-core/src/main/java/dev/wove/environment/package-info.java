/**
 * Tasks that run in other processes: what tells how they are delivered, and what has to be implemented for a way to get
 * there. Nothing here knows of networks or of JSON.
 */
@NullMarked
package dev.wove.environment;

import org.jspecify.annotations.NullMarked;
