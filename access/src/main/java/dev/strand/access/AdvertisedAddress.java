package dev.strand.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where other services reach the HTTP port of this one.
 *
 * @param configured what the settings say, {@code host} or {@code host:port}, or null
 * @param boundHost host name or address that the service listens on
 */
public record AdvertisedAddress(@Nullable String configured, String boundHost) {
    private static final Pattern VALID =
            Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::([0-9]{1,5}))?");
    private static final int MAX_PORT = 65_535;
    private static final int ANY_PORT = 9;

    /**
     * What is wrong with a configured address, naming the setting, the rule and the value; null if
     * it is fine, or absent.
     */
    public static @Nullable String violation(String setting, @Nullable String configured) {
        if (configured == null) {
            return null;
        }
        Matcher parts = VALID.matcher(configured);
        boolean isValid = parts.matches();
        if (isValid && parts.group(2) != null) {
            int port = Integer.parseInt(parts.group(2));
            isValid = port > 0 && port <= MAX_PORT;
        }
        return isValid
                ? null
                : setting
                        + " must be host or host:port, without http:// and with letters, digits,"
                        + " dots and dashes only in the host, got: "
                        + configured;
    }

    /**
     * {@code host:port}: as configured, else the address that is bound. Where that is every address
     * of the machine, it is the one by which this machine and a peer reach each other: on a machine
     * with several networks that is the network which the services share. Looks names up, so it may
     * block; sends nothing.
     *
     * @param boundPort the port in use, never 0
     * @param peers hosts that all services reach, Kafka's brokers for example, best first
     */
    public String at(int boundPort, List<String> peers) {
        if (configured != null) {
            Matcher parts = VALID.matcher(configured);
            boolean hasPort = parts.matches() && parts.group(2) != null;
            return hasPort ? configured : configured + ":" + boundPort;
        }
        return (isEverywhere() ? sharedWith(peers) : bracketed(boundHost)) + ":" + boundPort;
    }

    /** Whether only this machine reaches it although it is not configured so. */
    public boolean isLoopbackOnly() {
        try {
            return configured == null
                    && !boundHost.isEmpty()
                    && InetAddress.getByName(boundHost).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Whether a host is known to be another machine. Looks names up, so it may block. */
    public static boolean isElsewhere(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return !address.isLoopbackAddress()
                    && NetworkInterface.getByInetAddress(address) == null;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isEverywhere() {
        try {
            return boundHost.isEmpty() || InetAddress.getByName(boundHost).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String sharedWith(List<String> peers) {
        for (String peer : peers) {
            String host = towards(peer);
            if (host != null) {
                return host;
            }
        }
        return hostName();
    }

    /** The address of this machine on the way to another one, or null where there is no way. */
    private static @Nullable String towards(String peer) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(InetAddress.getByName(peer), ANY_PORT);
            InetAddress here = socket.getLocalAddress();
            if (here.isAnyLocalAddress() || here.isLinkLocalAddress()) {
                return null;
            }
            // This machine under a name that others know better than a loopback address.
            boolean isNamed = here.isLoopbackAddress() && !isLoopbackName(peer);
            return isNamed && VALID.matcher(peer).matches() ? peer : text(here);
        } catch (IOException | UncheckedIOException e) {
            return null;
        }
    }

    private static boolean isLoopbackName(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.startsWith("127.")
                || name.equals("::1")
                || name.equals("[::1]");
    }

    private static String text(InetAddress address) {
        return address instanceof Inet6Address
                ? bracketed(address.getHostAddress())
                : address.getHostAddress();
    }

    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private static String hostName() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return VALID.matcher(name).matches() ? name : "localhost";
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
