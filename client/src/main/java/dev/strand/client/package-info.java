/**
 * A client of Strand: {@link dev.strand.client.StrandClient} submits tasks, follows them and
 * controls them over HTTP. It needs nothing but the JDK and Jackson. What it sends and reads is
 * what the OpenAPI documents of the services say; fields that it does not know are ignored, so that
 * old clients survive new services.
 */
@NullMarked
package dev.strand.client;

import org.jspecify.annotations.NullMarked;
