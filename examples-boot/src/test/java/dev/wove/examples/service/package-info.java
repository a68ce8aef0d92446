/** What services do that have weaves, with a real server, database and process. */
@NullMarked
package dev.wove.examples.service;

import org.jspecify.annotations.NullMarked;
