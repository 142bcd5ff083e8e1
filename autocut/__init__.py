"""autocut turns one master video into a set of finished, checked, explained versions.

The walk, left to right; the folders are its verbs and `pipeline.py` is its six calls:

    master ─ probe ─▶ Master ─ analyze ─▶ Analysis ─ score ─▶ Segments ─ plan ─▶ Plan (one Rendition a version)
    Plan ─ render ─▶ file ─ verify ─▶ checks ─ deliver ─▶ Delivery, in manifest.json

`order` is what is asked of a master, as a task; `farm` runs tasks, in processes here or on other machines; `watch`
takes what arrives in folders, orders it, and puts it where it belongs.
`checks` is the gate: it measures the finished file; `laws` holds it against the laws of editing at every join.
`auditing` looks back: it holds the versions against their master. `learning` fits the score to what they reached.

Values in the middle, effects at the edge: `score`, `plan`, `codecs`, `export`, `learning` and `auditing` are arithmetic
on the frozen values of `model`; only `media`, `analyze`, `render`, `laws`, `checks`, `making`, `estimate`, `deliver`,
`recipe`, `results`, `store`, `weightings`, `weights`, `presets`, `styles`, `wishes`, `farm`, `watch` and `cli` touch
the world. Processes start in `media` alone.

Two clocks: *master time* (Analysis, Segment, Clip) and *timeline time* (Cue, Keyframe). Only `plan`
converts one to the other. Times are seconds, spans half-open, pixels those of the displayed picture
(rotation and sample aspect ratio applied).

Who may import whom (`tests/test_architecture.py` holds it):

    errors, model, whole     nothing of autocut
    outlook                  nothing of autocut
    together                 model
    faults                   model, errors
    score, export, learning  model
    codecs                   model
    convert                  model, errors
    media, plan, auditing    model, errors
    presets, preset_checks   model, errors, convert, styles, codecs
    store                    model, errors, convert, whole
    lexicons, styles         model, errors, convert
    weightings               model, errors, convert, whole, score
    document                 errors, convert
    planfile                 model, errors, convert, document, presets, whole
    wishes                   model, errors, convert, presets, score
    request                  model, errors, presets, wishes, survey
    weights                  model, errors, media
    deliver                  model, errors, convert, document, media, export
    results                  model, errors, convert, planfile, deliver
    analyze                  model, errors, media, weights, together
    render                   model, errors, media, weights, styles, codecs, together
    laws                     model, errors, media, analyze
    checks                   model, errors, media, codecs, render, laws
    brought                  model, errors, media, analyze
    survey                   model, errors, media, store, analyze
    estimate                 model, errors, media, render, checks
    recipe                   model, convert, media, styles
    planning                 model, lexicons, plan, score
    making                   model, errors, faults, media, plan, styles, render, checks, deliver
    pipeline, order          all but cli
    farm, watch              all but cli
    cli                      all; nobody imports cli
"""

__version__ = "0.1.0"
