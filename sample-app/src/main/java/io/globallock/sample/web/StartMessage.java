package io.globallock.sample.web;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says where to look, since {@code --server.port=0} leaves the choice to the system. */
@Component
final class StartMessage {

    private static final Logger LOG = System.getLogger(StartMessage.class.getName());

    @EventListener
    void started(WebServerInitializedEvent event) {
        // A management server of its own has a namespace.
        if (event.getApplicationContext().getServerNamespace() == null) {
            LOG.log(
                    Level.INFO,
                    "Weather station: open http://localhost:"
                            + event.getWebServer().getPort() + "/ (process "
                            + ProcessHandle.current().pid() + ")");
        }
    }
}
