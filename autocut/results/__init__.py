"""How delivered versions were received: tables of platforms, held against the manifests of what was delivered."""
