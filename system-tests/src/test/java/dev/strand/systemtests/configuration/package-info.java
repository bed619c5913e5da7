/** What people can set, and that the documentation says so. */
@NullMarked
package dev.strand.systemtests.configuration;

import org.jspecify.annotations.NullMarked;
