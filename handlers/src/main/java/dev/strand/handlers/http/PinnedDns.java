package dev.strand.handlers.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/**
 * Has the client connect to addresses that were looked up before, and to no others. Thread-safe;
 * what is pinned is so for the thread that pins it, which must be the one that makes the call.
 */
final class PinnedDns implements Dns {

    private final ThreadLocal<List<InetAddress>> pinned = ThreadLocal.withInitial(List::of);

    void pin(List<InetAddress> addresses) {
        pinned.set(addresses);
    }

    void unpin() {
        pinned.remove();
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        List<InetAddress> addresses = pinned.get();
        if (addresses.isEmpty()) {
            throw new UnknownHostException(hostname);
        }
        return addresses;
    }
}
