package io.globallock.spring.actuate;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/** The endpoint's answers in HTTP's words. */
@EndpointWebExtension(endpoint = GlobalLocksEndpoint.class)
public final class GlobalLocksEndpointWebExtension {

    private final GlobalLocksEndpoint endpoint;

    public GlobalLocksEndpointWebExtension(GlobalLocksEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** 204 when the lock is free now, whether it was held or not; 404 if no lock has the key. */
    @DeleteOperation
    public WebEndpointResponse<Void> forceRelease(@Selector String key, @Nullable String reason) {
        boolean known = endpoint.forceRelease(key, reason) != null;
        return new WebEndpointResponse<>(
                known ? WebEndpointResponse.STATUS_NO_CONTENT : WebEndpointResponse.STATUS_NOT_FOUND);
    }
}
