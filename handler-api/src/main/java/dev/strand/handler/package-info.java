/** What a handler author compiles against. */
@NullMarked
package dev.strand.handler;

import org.jspecify.annotations.NullMarked;
