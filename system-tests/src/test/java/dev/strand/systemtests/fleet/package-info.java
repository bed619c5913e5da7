/** Several processors and instances of the status API as processes of their own, some killed. */
@NullMarked
package dev.strand.systemtests.fleet;

import org.jspecify.annotations.NullMarked;
