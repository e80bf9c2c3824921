package io.globallock.spring.actuate;

import io.globallock.spring.actuate.GlobalLocksEndpoint.ForcedReleaseDescriptor;
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

    /** 200 with whose hold was ended, if any was; 404 if no lock has the key. */
    @DeleteOperation
    public WebEndpointResponse<ForcedReleaseDescriptor> forceRelease(
            @Selector String key, @Nullable String reason, @Nullable Long token) {
        ForcedReleaseDescriptor answer = endpoint.forceRelease(key, reason, token);
        return answer != null
                ? new WebEndpointResponse<>(answer)
                : new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
    }
}
