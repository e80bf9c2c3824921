package io.globallock.spring.aop.elsewhere;

import io.globallock.spring.annotation.GlobalLocked;

public class Base {

    @GlobalLocked("a")
    void hidden() {}
}
