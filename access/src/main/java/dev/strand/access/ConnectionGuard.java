package dev.strand.access;

import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Gives every connection its {@link RequestDeadline}. */
@Singleton
final class ConnectionGuard implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    /** The ingest service takes bodies without an end, and has deadlines of its own. */
    private static final String INGEST = "ingest";

    private static final Duration BODY = Duration.ofSeconds(30);

    private final String service;

    ConnectionGuard(@Value("${strand.service}") String service) {
        this.service = service;
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(
            BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        AccessSettings settings = event.getSource().getBean(AccessSettings.class);
        Duration body = service.equals(INGEST) ? null : BODY;
        event.getBean().register(new Guard(settings.headerTimeout(), body, null));
        return event.getBean();
    }

    private record Guard(Duration headers, @Nullable Duration body, @Nullable Channel channel)
            implements NettyServerCustomizer {
        @Override
        public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            return role == ChannelRole.CONNECTION ? new Guard(headers, body, channel) : this;
        }

        @Override
        public void onStreamPipelineBuilt() {
            String codec = ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC;
            if (channel != null && channel.pipeline().get(codec) != null) {
                new RequestDeadline(headers, body).watch(channel.pipeline(), codec);
            }
        }
    }
}
