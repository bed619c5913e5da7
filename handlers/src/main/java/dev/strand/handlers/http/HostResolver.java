package dev.strand.handlers.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks a host up. A seam for tests; in production {@link InetAddress#getAllByName}. */
@FunctionalInterface
interface HostResolver {

    /** All addresses of the host, at least one. May block, and not heed interrupts. */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
